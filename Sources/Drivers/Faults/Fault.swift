import Glibc

/// What an armed failpoint does to the process that passes it.
public enum Fault: String, CaseIterable, Sendable {
  /// SIGKILL, as by the kernel when memory is short, or as a power cut without the cut.
  case kill
  /// The step fails with the input/output error of a broken disk.
  case eio
  /// The step fails as on a full disk.
  case enospc
  /// The step is held up for 100 ms.
  case delay
  /// SIGSTOP: the process stands still until somebody sends SIGCONT.
  case stop

  /// Lets it happen here and now: nil when the step may go on, else the `errno` with which it fails.
  func strike() -> Int32? {
    switch self {
    case .eio: return EIO
    case .enospc: return ENOSPC
    case .delay: usleep(100_000)
    case .stop: raise(SIGSTOP)
    case .kill:
      Glibc.kill(getpid(), SIGKILL)
      while true { pause() }
    }
    return nil
  }
}
