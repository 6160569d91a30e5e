#include <linux/fs.h>
#include <sys/syscall.h>
#include <unistd.h>

// Swift cannot call the variadic syscall(), and glibc shows renameat2() only under _GNU_SOURCE.
static inline int linux_exchange(const char *a, const char *b) {
  return (int)syscall(SYS_renameat2, -100 /* AT_FDCWD */, a, -100, b, RENAME_EXCHANGE);
}
