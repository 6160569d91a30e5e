/// Between the bytes of a JSON string as written and the text they stand for.
public enum JSONString {
  /// What is between a string's quotes, decoded; the string is known to be well-formed. Half a surrogate pair becomes U+FFFD.
  public static func decode(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(raw.count)
    var index = 0
    while index < raw.count {
      let byte = raw[index]
      guard byte == UInt8(ascii: "\\"), index + 1 < raw.count else {
        result.append(byte)
        index += 1
        continue
      }
      let letter = raw[index + 1]
      index += 2
      switch letter {
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0c)
      case UInt8(ascii: "n"): result.append(0x0a)
      case UInt8(ascii: "r"): result.append(0x0d)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "u"):
        var unit = unit(raw, index)
        index += 4
        if unit & 0xfc00 == 0xd800, index + 6 <= raw.count, raw[index] == UInt8(ascii: "\\"), raw[index + 1] == UInt8(ascii: "u") {
          let low = self.unit(raw, index + 2)
          if low & 0xfc00 == 0xdc00 {
            unit = 0x10000 + (unit & 0x3ff) << 10 + low & 0x3ff
            index += 6
          }
        }
        result.append(contentsOf: String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
      default: result.append(letter)
      }
    }
    return result
  }

  /// Appends `text` (UTF-8) as a JSON string with its quotes; only what must be escaped is.
  public static func append(_ text: some Sequence<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        output.append(UInt8(ascii: "\\"))
        output.append(byte)
      case 0x0a: output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
      case 0..<0x20:
        output.append(contentsOf: "\\u00".utf8)
        let pair = Hexadecimal.digits(byte)
        output.append(pair.high)
        output.append(pair.low)
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static func unit(_ raw: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt32 {
    guard start + 4 <= raw.count else { return 0xfffd }
    return raw[start..<start + 4].reduce(0) { $0 << 4 | UInt32(hexadecimalDigit($1) ?? 0) }
  }
}
