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
}
