/// Why bytes are not a record.
public struct JSONFault: Hashable, Sendable {
  public enum Reason: String, Sendable {
    /// Not JSON by RFC 8259.
    case malformed
    /// Deeper than `JSONLimits.depth`.
    case tooDeep = "too_deep"
    /// Longer than `JSONLimits.length`.
    case tooLong = "too_long"
    /// A string is not UTF-8, or escapes half a surrogate pair.
    case invalidUTF8 = "invalid_utf8"
  }

  public let reason: Reason
  /// The byte of the stream at which it was noticed.
  public let offset: Int
  /// What was wrong there; never a value.
  public let detail: String

  public init(_ reason: Reason, at offset: Int, _ detail: String) {
    self.reason = reason
    self.offset = offset
    self.detail = detail
  }
}
