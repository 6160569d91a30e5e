import Drivers
import Kernel

extension Mask {
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
