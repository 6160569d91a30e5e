import Glibc

/// A position in bytes that reads JSON's tokens; on a fault, `stop` says which.
struct JSONCursor {
  let bytes: UnsafeBufferPointer<UInt8>
  var position: Int
  /// Where the input, or what one record may have of it, ends.
  let limit: Int
  var stop = JSONFault(.malformed, at: 0, "")
  /// The first string that is no text.
  var textFault: JSONFault?

  init(bytes: UnsafeBufferPointer<UInt8>, position: Int, limit: Int) {
    self.bytes = bytes
    self.position = position
    self.limit = limit
  }

  func peek() -> UInt8? { position < limit ? bytes[position] : nil }

  mutating func skipSpace() {
    while position < limit, bytes[position] <= 0x20, Self.isSpace(bytes[position]) { position += 1 }
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 }

  func fault(_ detail: String) -> JSONFault { JSONFault(.malformed, at: position, detail) }

  /// The input ends within a value, or the record is longer than it may be.
  func cut() -> JSONFault {
    limit < bytes.count
      ? JSONFault(.tooLong, at: limit, "longer than a record may be") : JSONFault(.malformed, at: limit, "ends within a value")
  }

  /// A string, its quotes left out; nil when it is broken.
  mutating func string() -> (start: Int32, end: Int32, escaped: Bool)? {
    position += 1
    let start = position
    var escaped = false
    while true {
      skipPlain()
      guard position < limit else { return fail(cut()) }
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return (Int32(start), Int32(position - 1), escaped)
      case UInt8(ascii: "\\"):
        escaped = true
        guard escape() else { return nil }
      case 0..<0x20: return fail(fault("control character in a string"))
      case 0x80...: sequence()
      default: position += 1
      }
    }
  }

  /// Eight bytes at a time past everything that is neither quote, backslash, control character nor outside ASCII.
  private mutating func skipPlain() {
    guard let base = bytes.baseAddress else { return }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while position + 8 <= limit {
      let word = UInt64(littleEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self))
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5c)
      let marks = ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- ones &* 0x20) & ~word | word) & highs
      if marks == 0 {
        position += 8
      } else {
        position += marks.trailingZeroBitCount / 8
        return
      }
    }
  }

  private mutating func escape() -> Bool {
    guard position + 1 < limit else { return refuse(cut()) }
    switch bytes[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
      UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
      return true
    case UInt8(ascii: "u"):
      guard let unit = hexadecimal(at: position + 2) else {
        return refuse(limit < position + 6 ? cut() : fault("a \\u escape without four hexadecimal digits"))
      }
      let isHigh = unit & 0xfc00 == 0xd800
      let isLow = unit & 0xfc00 == 0xdc00
      if isHigh, position + 7 < limit, bytes[position + 6] == UInt8(ascii: "\\"), bytes[position + 7] == UInt8(ascii: "u"),
        let low = hexadecimal(at: position + 8), low & 0xfc00 == 0xdc00
      {
        position += 12
        return true
      }
      if isHigh || isLow { note("half a surrogate pair") }
      position += 6
      return true
    default: return refuse(fault("an escape that JSON does not have"))
    }
  }

  private func hexadecimal(at start: Int) -> UInt32? {
    guard start + 4 <= limit else { return nil }
    var value: UInt32 = 0
    for byte in bytes[start..<start + 4] {
      guard let digit = JSONString.hexadecimalDigit(byte) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// One UTF-8 sequence by Unicode's table 3-7; a byte that begins none is noted and passed, so that the record's end is still found.
  private mutating func sequence() {
    let lead = bytes[position]
    func continues(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xbf) -> Bool {
      position + offset < limit && range.contains(bytes[position + offset])
    }
    switch lead {
    case 0xc2...0xdf where continues(1): position += 2
    case 0xe0 where continues(1, 0xa0...0xbf) && continues(2), 0xed where continues(1, 0x80...0x9f) && continues(2): position += 3
    case 0xe1...0xec where continues(1) && continues(2), 0xee...0xef where continues(1) && continues(2): position += 3
    case 0xf0 where continues(1, 0x90...0xbf) && continues(2) && continues(3),
      0xf4 where continues(1, 0x80...0x8f) && continues(2) && continues(3):
      position += 4
    case 0xf1...0xf3 where continues(1) && continues(2) && continues(3): position += 4
    default:
      note("bytes that are not UTF-8")
      position += 1
    }
  }

  /// A number, `true`, `false` or `null`; nil when it is none.
  mutating func scalar() -> JSONKind? {
    switch bytes[position] {
    case UInt8(ascii: "t"): return word("true", .true)
    case UInt8(ascii: "f"): return word("false", .false)
    case UInt8(ascii: "n"): return word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    default: return fail(fault("expected a value"))
    }
  }

  private mutating func word(_ text: StaticString, _ kind: JSONKind) -> JSONKind? {
    for offset in 0..<text.utf8CodeUnitCount {
      guard position + offset < limit else { return fail(cut()) }
      guard bytes[position + offset] == text.utf8Start[offset] else { return fail(fault("expected a value")) }
    }
    position += text.utf8CodeUnitCount
    return kind
  }

  private mutating func number() -> JSONKind? {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let first = position
    guard let digits = digits() else { return fail(position < limit ? fault("a number without digits") : cut()) }
    if digits > 1, bytes[first] == UInt8(ascii: "0") { return fail(JSONFault(.malformed, at: first, "a number that begins with 0")) }
    var isInteger = true
    if peek() == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      guard self.digits() != nil else { return fail(position < limit ? fault("a number without digits after its point") : cut()) }
    }
    var hasExponent = false
    if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
      (isInteger, hasExponent) = (false, true)
      position += 1
      if let sign = peek(), sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { position += 1 }
      guard self.digits() != nil else { return fail(position < limit ? fault("a number without digits in its exponent") : cut()) }
    }
    if isInteger { return integerKind(start, first, digits) }
    guard hasExponent || digits > 300 else { return .double }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    return strtod(text, nil).isFinite ? .double : .huge
  }

  private mutating func digits() -> Int? {
    let start = position
    while position < limit, bytes[position] &- UInt8(ascii: "0") <= 9 { position += 1 }
    return position == start ? nil : position - start
  }

  private func integerKind(_ start: Int, _ first: Int, _ digits: Int) -> JSONKind {
    if digits < 10 { return .int }
    if digits > 19 { return .huge }
    var value: UInt64 = 0
    for byte in bytes[first..<first + digits] { value = value &* 10 &+ UInt64(byte &- UInt8(ascii: "0")) }
    let isNegative = start != first
    if value <= UInt64(Int32.max) + (isNegative ? 1 : 0) { return .int }
    return value <= UInt64(Int64.max) + (isNegative ? 1 : 0) ? .bigint : .huge
  }

  private mutating func note(_ detail: String) {
    if textFault == nil { textFault = JSONFault(.invalidUTF8, at: position, detail) }
  }

  private mutating func refuse(_ fault: JSONFault) -> Bool {
    stop = fault
    return false
  }

  private mutating func fail<Result>(_ fault: JSONFault) -> Result? {
    stop = fault
    return nil
  }
}
