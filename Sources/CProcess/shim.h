#pragma once
#include <spawn.h>
#include "contained.h"
#if defined(__linux__)
#include <sys/prctl.h>

// `prctl` takes varying arguments, which Swift cannot pass.
static inline int cprocess_forbid_dump(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

// Extensions of the GNU library, which it declares to those alone that define _GNU_SOURCE.
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);
static const short cprocess_new_session = 0x80;
static inline int cprocess_close_from(posix_spawn_file_actions_t *actions, int first) {
  return posix_spawn_file_actions_addclosefrom_np(actions, first);
}
#else
static inline int cprocess_forbid_dump(void) { return 0; }
// Descriptors that no action names are closed by this flag instead.
static const short cprocess_new_session = POSIX_SPAWN_SETSID | POSIX_SPAWN_CLOEXEC_DEFAULT;
static inline int cprocess_close_from(posix_spawn_file_actions_t *actions, int first) { return 0; }
#endif

static inline int cprocess_start_in(posix_spawn_file_actions_t *actions, const char *folder) {
  return posix_spawn_file_actions_addchdir_np(actions, folder);
}
