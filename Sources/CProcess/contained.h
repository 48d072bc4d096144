#pragma once
// Starts a program that may do little: between fork and exec only calls that a signal handler
// could make, so it works from a process with many threads.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <pthread.h>
#include <sys/stat.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// A folder or file the program may look at, or write to as well.
struct cprocess_room {
  const char *path;
  int is_writable;
};

struct cprocess_containment {
  // What becomes 0, 1, 2 and 3 in the program.
  int descriptors[4];
  const char *folder;
  const struct cprocess_room *rooms;
  size_t room_count;
  rlim_t processor_seconds, memory, files, processes, file_size;
  int landlock_abi;
};

// Where a start failed: 0 for nowhere, else one of these.
enum { cprocess_failed_prepare = 1, cprocess_failed_limits, cprocess_failed_landlock,
       cprocess_failed_filter, cprocess_failed_exec };

#if defined(__linux__)
// The GNU library declares it to those alone that define _GNU_SOURCE.
#ifndef O_PATH
#define O_PATH 010000000
#endif
extern int pipe2(int ends[2], int flags);
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

// The version of Landlock that the kernel has; 0 if none, or switched off.
static inline int cprocess_landlock_abi(void) {
  long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return abi < 0 ? 0 : (int)abi;
}

static inline int cprocess_landlock(const struct cprocess_containment *to) {
  if (to->landlock_abi < 1) return 0;
  const uint64_t look =
      LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
  // All of the first version is bits 0 to 12; later ones add refer, truncate and ioctl.
  uint64_t all = (1ULL << 13) - 1;
  if (to->landlock_abi >= 2) all |= 1ULL << 13;
  if (to->landlock_abi >= 3) all |= 1ULL << 14;
  if (to->landlock_abi >= 5) all |= 1ULL << 15;
  // The kernel's own shape: handled files, then ports since version 4, then scopes since 6.
  uint64_t attributes[3] = {all, to->landlock_abi >= 4 ? 3 : 0, to->landlock_abi >= 6 ? 3 : 0};
  size_t size = to->landlock_abi >= 6 ? 24 : to->landlock_abi >= 4 ? 16 : 8;
  int rules = (int)syscall(SYS_landlock_create_ruleset, attributes, size, 0);
  if (rules < 0) return -1;
  for (size_t i = 0; i < to->room_count; i++) {
    int room = open(to->rooms[i].path, O_PATH | O_CLOEXEC);
    if (room < 0) continue;
    struct landlock_path_beneath_attr beneath = {0};
    beneath.parent_fd = room;
    beneath.allowed_access = to->rooms[i].is_writable ? all : look;
    long code = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    if (code != 0 && errno == EINVAL) {
      // A file and no folder: what only folders can allow is refused.
      beneath.allowed_access &= LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |
                                LANDLOCK_ACCESS_FS_WRITE_FILE;
      code = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    }
    close(room);
    if (code != 0) return -1;
  }
  int code = (int)syscall(SYS_landlock_restrict_self, rules, 0);
  close(rules);
  return code;
}

#if defined(__x86_64__)
#define CPROCESS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CPROCESS_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

// Whether calls can be refused one by one on this machine.
static inline int cprocess_has_filter(void) {
#if defined(CPROCESS_ARCHITECTURE)
  return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
#else
  return 0;
#endif
}

// Refuses what would leave the process group, reach the network, or look into other processes.
static inline int cprocess_filter(void) {
#if defined(CPROCESS_ARCHITECTURE)
#define CPROCESS_REFUSE(name) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), \
  BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
  struct sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CPROCESS_ARCHITECTURE, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      // The 32-bit numbers of x86-64, which would pass by the list.
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
      CPROCESS_REFUSE(setsid),
      CPROCESS_REFUSE(setpgid),
      CPROCESS_REFUSE(ptrace),
      CPROCESS_REFUSE(process_vm_readv),
      CPROCESS_REFUSE(process_vm_writev),
      CPROCESS_REFUSE(unshare),
      CPROCESS_REFUSE(setns),
      CPROCESS_REFUSE(mount),
      CPROCESS_REFUSE(bpf),
      CPROCESS_REFUSE(keyctl),
      CPROCESS_REFUSE(add_key),
      CPROCESS_REFUSE(io_uring_setup),
      CPROCESS_REFUSE(userfaultfd),
      // A socket of any family but the local one.
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
#undef CPROCESS_REFUSE
  struct sock_fprog filter = {sizeof(program) / sizeof(program[0]), program};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
#else
  return 0;
#endif
}

static inline int cprocess_close_at_exec(unsigned first) {
#if defined(SYS_close_range)
  const unsigned at_exec = 1 << 2;
  return (int)syscall(SYS_close_range, first, ~0U, at_exec);
#else
  return -1;
#endif
}

static inline int cprocess_restrict(void) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
}
#else
static inline int pipe2(int ends[2], int flags) {
  if (pipe(ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  return fcntl(ends[1], F_SETFD, FD_CLOEXEC);
}
static inline int cprocess_landlock_abi(void) { return 0; }
static inline int cprocess_landlock(const struct cprocess_containment *to) { return 0; }
static inline int cprocess_has_filter(void) { return 0; }
static inline int cprocess_filter(void) { return 0; }
static inline int cprocess_restrict(void) { return 0; }
static inline int cprocess_close_at_exec(unsigned first) { return -1; }
#endif

static inline int cprocess_limit(int resource, rlim_t most) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0) return -1;
  if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > most) limit.rlim_max = most;
  limit.rlim_cur = limit.rlim_max;
  return setrlimit(resource, &limit);
}

static inline int cprocess_limits(const struct cprocess_containment *to) {
  if (cprocess_limit(RLIMIT_CPU, to->processor_seconds) != 0) return -1;
  if (cprocess_limit(RLIMIT_AS, to->memory) != 0) return -1;
  if (cprocess_limit(RLIMIT_NOFILE, to->files) != 0) return -1;
  if (cprocess_limit(RLIMIT_NPROC, to->processes) != 0) return -1;
  if (cprocess_limit(RLIMIT_FSIZE, to->file_size) != 0) return -1;
  return cprocess_limit(RLIMIT_CORE, 0);
}

// What happens in the new process; it returns only what failed.
static inline int cprocess_become(const struct cprocess_containment *to, int highest) {
  if (setsid() < 0) return cprocess_failed_prepare;
  struct sigaction standard;
  standard.sa_handler = SIG_DFL;
  standard.sa_flags = 0;
  sigemptyset(&standard.sa_mask);
  for (int number = 1; number < 65; number++) sigaction(number, &standard, NULL);
  sigset_t none;
  sigemptyset(&none);
  if (sigprocmask(SIG_SETMASK, &none, NULL) != 0) return cprocess_failed_prepare;
  // First out of the way of each other, then to their numbers.
  int moved[4];
  for (int i = 0; i < 4; i++) {
    moved[i] = fcntl(to->descriptors[i], F_DUPFD_CLOEXEC, 64);
    if (moved[i] < 0) return cprocess_failed_prepare;
  }
  for (int i = 0; i < 4; i++)
    if (dup2(moved[i], i) < 0) return cprocess_failed_prepare;
  if (cprocess_close_at_exec(4) != 0)
    for (int i = 4; i < highest; i++) {
      int flags = fcntl(i, F_GETFD);
      if (flags >= 0) fcntl(i, F_SETFD, flags | FD_CLOEXEC);
    }
  if (chdir(to->folder) != 0) return cprocess_failed_prepare;
  umask(077);
  if (cprocess_restrict() != 0) return cprocess_failed_prepare;
  if (cprocess_landlock(to) != 0) return cprocess_failed_landlock;
  if (cprocess_limits(to) != 0) return cprocess_failed_limits;
  if (cprocess_filter() != 0) return cprocess_failed_filter;
  return 0;
}

// Starts the program; gives 0, or what failed with its error number.
static inline int cprocess_start_contained(
    const struct cprocess_containment *to, const char *program, char *const *words,
    char *const *variables, pid_t *process, int *code) {
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) {
    *code = errno;
    return cprocess_failed_prepare;
  }
  long highest = sysconf(_SC_OPEN_MAX);
  if (highest < 0 || highest > 65536) highest = 65536;
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) {
    int failure[2];
    int told = fcntl(report[1], F_DUPFD_CLOEXEC, 96);
    failure[0] = told < 0 ? cprocess_failed_prepare : cprocess_become(to, (int)highest);
    if (failure[0] == 0) {
      // The host may have gone before it could be watched.
      if (getppid() != parent) _exit(127);
      execve(program, words, variables);
      failure[0] = cprocess_failed_exec;
    }
    failure[1] = errno;
    ssize_t written = write(told < 0 ? report[1] : told, failure, sizeof(failure));
    _exit(written == sizeof(failure) ? 127 : 126);
  }
  int failed = errno;
  close(report[1]);
  if (child < 0) {
    close(report[0]);
    *code = failed;
    return cprocess_failed_prepare;
  }
  int failure[2] = {0, 0};
  ssize_t length;
  do length = read(report[0], failure, sizeof(failure));
  while (length < 0 && errno == EINTR);
  close(report[0]);
  if (length == sizeof(failure)) {
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    *code = failure[1];
    return failure[0];
  }
  *process = child;
  return 0;
}

// Whether the process has ended; it stays to be collected, so that its number is not reused.
static inline int cprocess_has_ended(pid_t process) {
  siginfo_t info;
  info.si_pid = 0;
  return waitid(P_PID, (id_t)process, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0;
}

// Writes as `write` does, but without a signal where nobody reads.
static inline ssize_t cprocess_write_quietly(int file, const void *bytes, size_t count) {
  sigset_t broken, before, pending;
  sigemptyset(&broken);
  sigaddset(&broken, SIGPIPE);
  sigpending(&pending);
  int was_pending = sigismember(&pending, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken, &before);
  ssize_t written = write(file, bytes, count);
  int code = errno;
#if defined(__linux__)
  if (written < 0 && code == EPIPE && !was_pending) {
    struct timespec now = {0, 0};
    while (sigtimedwait(&broken, NULL, &now) < 0 && errno == EINTR) {}
  }
#endif
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = code;
  return written;
}
