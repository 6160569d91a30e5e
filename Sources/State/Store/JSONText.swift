import Kernel

/// Values stored as JSON columns: sorted keys, so that equal values are equal text.
enum JSONText {
  static func encode(_ value: some Encodable) throws -> String {
    try SortedJSON.encode(value)
  }

  /// The same for what is stored most often, without the detour over a general encoder.
  static func encode(_ values: [String: String]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(256)
    text.append(UInt8(ascii: "{"))
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      if text.count > 1 { text.append(UInt8(ascii: ",")) }
      quote(key, into: &text)
      text.append(UInt8(ascii: ":"))
      quote(value, into: &text)
    }
    text.append(UInt8(ascii: "}"))
    return String(decoding: text, as: UTF8.self)
  }

  /// A list, in its order.
  static func encode(_ values: [String]) -> String {
    var text: [UInt8] = [UInt8(ascii: "[")]
    for value in values {
      if text.count > 1 { text.append(UInt8(ascii: ",")) }
      quote(value, into: &text)
    }
    text.append(UInt8(ascii: "]"))
    return String(decoding: text, as: UTF8.self)
  }

  static func quoted(_ string: String) -> String {
    var text: [UInt8] = []
    quote(string, into: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private static func quote(_ string: String, into text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { bytes in
      guard bytes.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
        return text.append(contentsOf: bytes)
      }
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
        case 0x08: text += "\\b".utf8
        case 0x09: text += "\\t".utf8
        case 0x0A: text += "\\n".utf8
        case 0x0C: text += "\\f".utf8
        case 0x0D: text += "\\r".utf8
        case ..<0x20: text += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
        default: text.append(byte)
        }
      }
    }
    text.append(UInt8(ascii: "\""))
  }

  static func decode<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
    try SortedJSON.decode(text)
  }
}
