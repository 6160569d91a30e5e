public import Kernel

/// A legal hold: nothing below it is purged or erased, whatever the rules say.
public struct PurgeHold: Hashable, Sendable {
  /// The beginning of keys, byte for byte; wider than meant is the safe side, so it need not end at a `/`.
  public let prefix: String
  public let reason: String
  /// The last day it holds; nil is for good.
  public let until: LogicalDate?

  public init(prefix: String, reason: String, until: LogicalDate? = nil) {
    self.prefix = prefix
    self.reason = reason
    self.until = until
  }

  /// True when it holds the key on that day, or something within the folder `key`.
  public func holds(_ key: String, on day: LogicalDate) -> Bool {
    guard until.map({ day <= $0 }) ?? true else { return false }
    return key.utf8.starts(with: prefix.utf8) || prefix.utf8.starts(with: "\(key)/".utf8)
  }
}
