#include <fcntl.h>
#include <linux/fs.h>
#include <malloc.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// Swift cannot call the variadic syscall() and prctl(), and glibc shows some calls only under _GNU_SOURCE.
static inline int linux_exchange(const char *a, const char *b) {
  return (int)syscall(SYS_renameat2, -100 /* AT_FDCWD */, a, -100, b, RENAME_EXCHANGE);
}

/// Both ends closed on exec.
static inline int linux_pipe(int ends[2]) { return (int)syscall(SYS_pipe2, ends, O_CLOEXEC); }

/// A descriptor, closed on exec, that wakes a thread in poll().
static inline int linux_bell(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

/// A descriptor that becomes readable when the child ends.
static inline int linux_pidfd_open(pid_t pid) { return (int)syscall(434 /* pidfd_open */, pid, 0); }

/// A file in memory, closed on exec.
static inline int linux_memory_file(const char *name) { return (int)syscall(SYS_memfd_create, name, 1u /* MFD_CLOEXEC */); }

/// Descendants whose parent has died become children of this process instead of init's.
static inline int linux_become_subreaper(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L); }

/// One heap for all threads, which grows by 1 MiB and is given back when 16 MiB of it are free.
static inline void linux_share_heap(void) {
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TOP_PAD, 1 << 20);
  mallopt(M_TRIM_THRESHOLD, 16 << 20);
}
