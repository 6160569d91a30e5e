import Glibc

/// The two streams that a program talks through.
public enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Unbuffered. A reader that has gone away (`| head`) is no failure of ours: what it does not read is dropped.
  public func write(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { Descriptor.writeAll($0, to: rawValue) }
  }

  /// Somebody looks at it.
  public var isTerminal: Bool { isatty(rawValue) == 1 }

  /// How wide the terminal is; nil where there is none.
  public var columns: Int? { size.flatMap { $0.ws_col > 0 ? Int($0.ws_col) : nil } }

  /// How high the terminal is; nil where there is none.
  public var rows: Int? { size.flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil } }

  private var size: winsize? {
    var size = winsize()
    return ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
  }
}
