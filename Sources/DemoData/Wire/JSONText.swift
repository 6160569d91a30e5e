import Drivers
import Kernel

/// JSON being written, byte by byte and in the order given.
struct JSONText {
  private(set) var bytes: [UInt8] = []
  /// The removed publisher sent every amount through a double.
  private let amountsAreDoubles: Bool

  init(amountsAreDoubles: Bool = false) {
    self.amountsAreDoubles = amountsAreDoubles
    bytes.reserveCapacity(640)
  }

  mutating func raw(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }

  mutating func key(_ name: String, first: Bool = false) {
    if !first { raw(",") }
    string(name)
    raw(":")
  }

  mutating func number(_ value: Int) { bytes.append(contentsOf: String(value).utf8) }

  mutating func string(_ text: String) {
    raw("\"")
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
      bytes.append(contentsOf: text.utf8)
      raw("\"")
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): raw("\\\"")
      case UInt8(ascii: "\\"): raw("\\\\")
      case UInt8(ascii: "\n"): raw("\\n")
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00\(Hexadecimal.text([byte]))".utf8)
      default: bytes.append(byte)
      }
    }
    raw("\"")
  }

  mutating func value(_ value: Value) {
    switch value {
    case .null: raw("null")
    case .bool(let flag): if flag { raw("true") } else { raw("false") }
    case .int(let count): number(count)
    case .half(let count):
      number(count)
      raw(".5")
    case .string(let text): string(text)
    case .amount(let dollars, let scale):
      number(dollars)
      switch amountsAreDoubles ? .double : scale {
      case .whole: break
      case .double: raw(".0")
      case .decimal: raw(".00")
      }
    case .array(let values):
      raw("[")
      for (index, element) in values.enumerated() {
        if index > 0 { raw(",") }
        self.value(element)
      }
      raw("]")
    case .object(let fields):
      raw("{")
      members(fields)
      raw("}")
    }
  }

  /// The fields of an object without its braces.
  mutating func members(_ fields: [Field]) {
    for (index, field) in fields.enumerated() {
      key(field.name, first: index == 0)
      value(field.value)
    }
  }
}
