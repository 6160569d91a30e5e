/// Finds e-mail addresses and Taiwan mobile numbers in free text, the last line behind the declared masks.
///
/// An address is a local part of RFC 5322's atoms, dots and letters of any script, `@`, and a domain with a dot and a last label of two or more
/// characters that begins with a letter. A number is `09` and eight digits, or `+886 9` and eight, all separated alike by dashes, by spaces or by
/// nothing. A number within a longer run of digits, letters and dashes (a UUID, a transaction id) is none.
enum PersonalDataNet {
  enum Kind: String, Sendable { case email, phone }

  struct Found: Equatable { let kind: Kind, range: Range<Int> }

  /// The text with what was found replaced by `[redacted email]` and `[redacted phone]`; nil when there is nothing.
  static func redact(_ text: UnsafeBufferPointer<UInt8>) -> (text: [UInt8], kinds: Set<Kind>)? {
    let found = find(text)
    guard !found.isEmpty else { return nil }
    var result: [UInt8] = []
    var position = 0
    for one in found {
      result.append(contentsOf: text[position..<one.range.lowerBound])
      result.append(contentsOf: "[redacted \(one.kind.rawValue)]".utf8)
      position = one.range.upperBound
    }
    result.append(contentsOf: text[position...])
    return (result, Set(found.map(\.kind)))
  }

  /// Whether a string could hold anything: most do not, and are passed at a glance. `0` or `+` followed by a digit, or an `@`.
  static func isSuspicious(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in text {
      if byte == UInt8(ascii: "@") || (byte == UInt8(ascii: "9") && previous == UInt8(ascii: "0"))
        || (byte == UInt8(ascii: "8") && previous == UInt8(ascii: "+"))
      {
        return true
      }
      previous = byte
    }
    return false
  }

  static func find(_ text: UnsafeBufferPointer<UInt8>) -> [Found] {
    var found: [Found] = []
    var position = 0
    while position < text.count {
      let match: Range<Int>?
      let kind: Kind
      switch text[position] {
      case UInt8(ascii: "@"): (match, kind) = (address(text, at: position, after: found.last?.range.upperBound ?? 0), .email)
      case UInt8(ascii: "0"), UInt8(ascii: "+"): (match, kind) = (number(text, at: position), .phone)
      default: (match, kind) = (nil, .email)
      }
      if let match {
        // A number may be the beginning of an address: the address holds it.
        if let last = found.last, last.range.upperBound > match.lowerBound { found.removeLast() }
        found.append(Found(kind: kind, range: match))
        position = max(position + 1, match.upperBound)
      } else {
        position += 1
      }
    }
    return found
  }

  private static func address(_ text: UnsafeBufferPointer<UInt8>, at sign: Int, after floor: Int) -> Range<Int>? {
    var start = sign
    while start > 0, isLocal(text[start - 1]), !(start <= floor && text[start - 1] == UInt8(ascii: "]")) { start -= 1 }
    while start < sign, text[start] == UInt8(ascii: ".") { start += 1 }
    guard start < sign else { return nil }
    var position = sign + 1
    var labelStart = position
    var dots = 0
    var end: Int?
    while position < text.count, isDomain(text[position]) {
      if text[position] == UInt8(ascii: ".") {
        guard position > labelStart else { break }
        dots += 1
        labelStart = position + 1
      } else if dots > 0, position > labelStart, isLetter(text[labelStart]), text[position] != UInt8(ascii: "-") {
        end = position + 1
      }
      position += 1
    }
    return end.map { start..<$0 }
  }

  private static func number(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Range<Int>? {
    if start > 0 {
      let before = text[start - 1]
      if isWord(before) || before == UInt8(ascii: "+") { return nil }
      if start > 1, before == UInt8(ascii: "-"), isWord(text[start - 2]) { return nil }
      if start > 1, before == UInt8(ascii: "."), isDigit(text[start - 2]) { return nil }
    }
    var position = start
    var separator: UInt8?
    func take(_ wanted: [UInt8]) -> Bool {
      for byte in wanted {
        guard position < text.count, text[position] == byte else { return false }
        position += 1
      }
      return true
    }
    func skipSeparator() -> Bool {
      guard position < text.count, text[position] == UInt8(ascii: "-") || text[position] == UInt8(ascii: " ") else { return true }
      if let separator, separator != text[position] { return false }
      separator = text[position]
      position += 1
      return true
    }
    if text[start] == UInt8(ascii: "+") {
      guard take(Array("+886".utf8)) else { return nil }
      _ = skipSeparator()
      separator = nil
      if position < text.count, text[position] == UInt8(ascii: "0") { position += 1 }
      guard take([UInt8(ascii: "9")]) else { return nil }
    } else {
      guard take([UInt8(ascii: "0"), UInt8(ascii: "9")]) else { return nil }
    }
    for _ in 0..<8 {
      guard skipSeparator(), position < text.count, isDigit(text[position]) else { return nil }
      position += 1
    }
    if position < text.count {
      if isWord(text[position]) { return nil }
      if text[position] == UInt8(ascii: "-"), position + 1 < text.count, isWord(text[position + 1]) { return nil }
    }
    return start..<position
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 <= 25 }
  private static func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) || byte == UInt8(ascii: "_") }
  private static func isLocal(_ byte: UInt8) -> Bool { byte >= 0x80 || isWord(byte) || "!#$%&'*+-/=?^`{|}~.".utf8.contains(byte) }
  private static func isDomain(_ byte: UInt8) -> Bool {
    isDigit(byte) || isLetter(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
