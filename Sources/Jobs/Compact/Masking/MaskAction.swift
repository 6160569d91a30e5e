import Drivers
import Kernel

/// What becomes of a personal value on its way into a curated table. Null stays null. The same words mean the same for extracts.
enum MaskAction: String, Hashable, Sendable, CaseIterable {
  /// A token of 32 hexadecimal digits: equal values stay equal wherever the same key was used.
  case hmac
  /// The value and its key are left out.
  case drop
  /// The last four characters; `****` for a value of fewer than eight, which they would give away.
  case last4
  /// The year of a date, as a number; null for what is none.
  case year
  /// `[redacted]`: that there was a value, not which.
  case redact

  /// The masked value as JSON; nil when it is to be left out. `value` is the text of a string, or the token of a number or boolean.
  func json(_ value: [UInt8], key: MaskingKey?) -> [UInt8]? {
    var result: [UInt8] = []
    switch self {
    case .drop: return nil
    // Without a key there is no token: the job does not start then.
    case .hmac: JSONString.append((key?.token(value) ?? "[redacted]").utf8, to: &result)
    case .redact: JSONString.append("[redacted]".utf8, to: &result)
    case .last4:
      let characters = Array(String(decoding: value, as: UTF8.self).unicodeScalars)
      let text = characters.count < 8 ? "****" : characters.suffix(4).reduce(into: "") { $0.unicodeScalars.append($1) }
      JSONString.append(text.utf8, to: &result)
    case .year:
      let isDate = value.count >= 10 && LogicalDate(String(decoding: value.prefix(10), as: UTF8.self)) != nil
      result = isDate ? Array("\(Int(String(decoding: value.prefix(4), as: UTF8.self)) ?? 0)".utf8) : Array("null".utf8)
    }
    return result
  }
}
