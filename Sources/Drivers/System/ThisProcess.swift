import Glibc
public import Kernel

/// What belongs to the running process itself.
public enum ThisProcess {
  /// Ends it at once.
  public static func exit(_ code: Int32) -> Never { Glibc.exit(code) }

  /// Who a record names as having asked: the person behind `sudo`, else the login name, else the number.
  public static func user(_ world: World) -> String {
    ["SUDO_USER", "USER", "LOGNAME"].lazy.compactMap { world.environment[$0] }.first { !$0.isEmpty } ?? "uid \(getuid())"
  }
}
