/// Cuts a stream of bytes into lines, whichever pieces it arrives in.
struct LineSplitter {
  /// A line longer than this is cut, so that a program without newlines costs no memory.
  private static let longest = 16_384

  private var rest: [UInt8] = []

  /// The lines that are complete now.
  mutating func add(_ bytes: [UInt8]) -> [String] {
    var lines: [String] = []
    for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      if part.offset > 0 { lines.append(take(rest.count)) }
      rest += part.element
      while rest.count > Self.longest { lines.append(take(cut)) }
    }
    return lines
  }

  /// The end: what has no newline behind it is a line too.
  mutating func finish() -> String? { rest.isEmpty ? nil : take(rest.count) }

  /// Where a line too long is cut: not inside a character of UTF-8.
  private var cut: Int {
    var index = Self.longest
    while index > Self.longest - 4, rest[index] & 0xC0 == 0x80 { index -= 1 }
    return index
  }

  private mutating func take(_ count: Int) -> String {
    var line = rest[..<count]
    if count == rest.count, line.last == UInt8(ascii: "\r") { line.removeLast() }
    let text = String(decoding: line, as: UTF8.self)
    rest.removeFirst(count)
    return text
  }
}
