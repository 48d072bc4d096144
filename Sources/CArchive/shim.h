#pragma once
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#if defined(__APPLE__)
#include <xlocale.h>
#endif

// The library converts member names to the character set of the thread's
// locale and spoils what that set lacks. Names are therefore read with a UTF-8
// locale in force on this thread alone, whatever LANG says.
static inline int carchive_next_entry(
    struct archive *archive, struct archive_entry **entry, const char **path) {
  locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  if (utf8 == (locale_t)0) utf8 = newlocale(LC_CTYPE_MASK, "en_US.UTF-8", (locale_t)0);
  locale_t previous = (locale_t)0;
  if (utf8 != (locale_t)0) previous = uselocale(utf8);
  int status = archive_read_next_header(archive, entry);
  *path = 0;
  if (status == ARCHIVE_OK || status == ARCHIVE_WARN) {
    *path = archive_entry_pathname(*entry);
    if (*path == 0) *path = archive_entry_pathname_utf8(*entry);
  }
  if (utf8 != (locale_t)0) {
    uselocale(previous);
    freelocale(utf8);
  }
  return status;
}

// The library's own function takes a format and variadic arguments.
static inline void carchive_fail(struct archive *archive, const char *message) {
  archive_set_error(archive, -1, "%s", message);
}

// Names are written as UTF-8, whatever LANG says; see above.
static inline int carchive_write_header(
    struct archive *archive, struct archive_entry *entry, const char *path) {
  locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  if (utf8 == (locale_t)0) utf8 = newlocale(LC_CTYPE_MASK, "en_US.UTF-8", (locale_t)0);
  locale_t previous = (locale_t)0;
  if (utf8 != (locale_t)0) previous = uselocale(utf8);
  archive_entry_set_pathname(entry, path);
  int status = archive_write_header(archive, entry);
  if (utf8 != (locale_t)0) {
    uselocale(previous);
    freelocale(utf8);
  }
  return status;
}
