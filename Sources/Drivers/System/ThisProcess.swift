import CLinux
import Glibc
public import Kernel

/// What belongs to the running process itself.
public enum ThisProcess {
  /// A clock that only goes forward.
  static var uptime: Duration {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// Gives it the standard streams that whoever started it has closed, so that no file that it opens is taken for one of them.
  public static func openStandardStreams() {
    for number in Int32(0)...2 where fcntl(number, F_GETFD) < 0 { _ = open("/dev/null", number == 0 ? O_RDONLY : O_WRONLY) }
  }

  /// Lets threads share one heap that grows in large steps: else each that works makes one of its own and asks the kernel for every few pages.
  public static func shareHeap() { linux_share_heap() }

  /// Ends it at once.
  public static func exit(_ code: Int32) -> Never { Glibc.exit(code) }

  /// Who a record names as having asked: the person behind `sudo`, else the login name, else the number.
  public static func user(_ world: World) -> String {
    ["SUDO_USER", "USER", "LOGNAME"].lazy.compactMap { world.environment[$0] }.first { !$0.isEmpty } ?? "uid \(getuid())"
  }
}
