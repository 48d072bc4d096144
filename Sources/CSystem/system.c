#include "system.h"

#include <stdlib.h>

const char *csystem_commit(void) { return AEMEDIC_COMMIT; }

#if defined(__GLIBC__)
#include <gnu/libc-version.h>
const char *csystem_libc_version(void) { return gnu_get_libc_version(); }
#else
const char *csystem_libc_version(void) { return ""; }
#endif

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>

int csystem_memory_file(void) {
  // 1 is MFD_CLOEXEC.
  return (int)syscall(SYS_memfd_create, "aemedic", 1u);
}
#else
#include <fcntl.h>
#include <stdio.h>

int csystem_memory_file(void) {
  FILE *nameless = tmpfile();
  if (!nameless) return -1;
  int file = fcntl(fileno(nameless), F_DUPFD_CLOEXEC, 0);
  fclose(nameless);
  return file;
}
#endif
