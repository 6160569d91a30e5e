import Glibc

/// The two streams that a program talks through.
public enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Unbuffered. A reader that has gone away (`| head`) is no failure of ours: what it does not read is dropped.
  public func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
      guard count > 0 || (count < 0 && errno == EINTR) else { return }
      rest = rest.dropFirst(max(0, count))
    }
  }

  /// Somebody looks at it.
  public var isTerminal: Bool { isatty(rawValue) == 1 }
}
