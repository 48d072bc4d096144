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
#include <unistd.h>

int csystem_memory_file(void) {
  char path[] = "/tmp/aemedic-XXXXXX";
  int file = mkstemp(path);
  if (file >= 0) {
    unlink(path);
    fcntl(file, F_SETFD, FD_CLOEXEC);
  }
  return file;
}
#endif
