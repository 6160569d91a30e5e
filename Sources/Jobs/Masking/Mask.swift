/// What becomes of a personal value on its way into the lake. Null stays null.
enum Mask: String, Hashable, Sendable, CaseIterable, Codable {
  /// A token of 32 hexadecimal digits: equal values stay equal, in every table and file that was made with the same key.
  case hmac
  /// The value and its name are left out; a database is never asked for it.
  case drop
  /// The last four characters; `****` for a value of fewer than eight, which they would give away.
  case last4
  /// The year of a date.
  case year
  /// `[redacted]`: that there was a value, not which.
  case redact

  /// True when different values stay different.
  var keepsIdentity: Bool { self == .hmac }
}
