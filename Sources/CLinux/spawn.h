#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct linux_program {
  const char *path;
  char *const *arguments;
  char *const *environment;
  const char *directory;
  // What becomes descriptors 0, 1 and 2; each is greater than 2.
  int input, output, error;
};

/// Starts a program in a session of its own, with nothing open but the three descriptors and no signal blocked or ignored. The kernel kills
/// it when the calling *thread* ends.
///
/// vfork() because fork() copies the page tables of a process that may be large, and posix_spawn() cannot tie a child to its parent. The child
/// runs on the caller's memory and stack while the caller stands still, so it does nothing but system calls, and tells through that memory
/// what failed.
/// Returns the process id, or -1 with errno; *in_directory tells whether it was the folder that could not be entered.
static __attribute__((noinline, unused)) pid_t linux_start(const struct linux_program *program, int *in_directory) {
  sigset_t all, before, none;
  sigfillset(&all);
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  volatile int failure = 0, failed_folder = 0;
  const pid_t parent = getpid();
  const pid_t child = vfork();
  if (child == 0) {
    // The kernel's own struct, zeroed: SIG_DFL. glibc's sigaction() leaves its two internal signals as they are.
    const unsigned long standard[4] = {0};
    for (int number = 1; number <= 64; number++) syscall(SYS_rt_sigaction, number, standard, 0, 8);
    setsid();
    prctl(PR_SET_PDEATHSIG, (unsigned long)SIGKILL, 0L, 0L, 0L);
    // The parent may have died before the kernel was told.
    if (getppid() != parent) _exit(127);
    dup2(program->input, 0);
    dup2(program->output, 1);
    dup2(program->error, 2);
    syscall(436 /* close_range */, 3u, ~0u, 4u /* CLOSE_RANGE_CLOEXEC */);
    if (chdir(program->directory) != 0) {
      failure = errno;
      failed_folder = 1;
      _exit(127);
    }
    pthread_sigmask(SIG_SETMASK, &none, 0);
    execve(program->path, program->arguments, program->environment);
    failure = errno;
    _exit(127);
  }
  const int number = child < 0 ? errno : failure;
  if (child > 0 && number != 0) while (waitpid(child, 0, 0) < 0 && errno == EINTR) {}
  pthread_sigmask(SIG_SETMASK, &before, 0);
  *in_directory = failed_folder;
  errno = number;
  return number == 0 ? child : -1;
}
