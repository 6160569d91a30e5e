/// Swift text without what is no code: enough of the language's grammar for a search not to stumble over comments and literals.
struct CodeOnly {
  /// The text with comments and string literals, interpolations included, as spaces; lines stay where they are.
  static func blanked(_ text: String) -> String {
    var reader = CodeOnly(input: Array(text.utf8))
    reader.readCode(until: nil)
    return String(decoding: reader.output, as: UTF8.self)
  }

  private let input: [UInt8]
  private var output: [UInt8] = []
  private var index = 0

  private init(input: [UInt8]) {
    self.input = input
    output.reserveCapacity(input.count)
  }

  private func starts(_ word: String) -> Bool { input[index...].starts(with: word.utf8) }

  private mutating func blank(_ count: Int) {
    for byte in input[index..<min(index + count, input.count)] { output.append(byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " ")) }
    index = min(index + count, input.count)
  }

  /// Up to the end, or behind the bracket that closes an interpolation.
  private mutating func readCode(until close: UInt8?) {
    var open = 1
    while index < input.count {
      if starts("//") {
        while index < input.count, input[index] != UInt8(ascii: "\n") { blank(1) }
      } else if starts("/*") {
        while index < input.count, !starts("*/") { blank(1) }
        blank(2)
      } else if let literal = Literal(input, index) {
        read(literal)
      } else if close == nil {
        output.append(input[index])
        index += 1
      } else {
        if input[index] == UInt8(ascii: "(") { open += 1 }
        if input[index] == close { open -= 1 }
        blank(1)
        if open == 0 { return }
      }
    }
  }

  private mutating func read(_ literal: Literal) {
    blank(literal.opening)
    while index < input.count, !starts(literal.close) {
      if starts(literal.escape + "(") {
        blank(literal.escape.utf8.count + 1)
        readCode(until: UInt8(ascii: ")"))
      } else if starts(literal.escape) {
        blank(literal.escape.utf8.count + 1)
      } else {
        blank(1)
      }
    }
    blank(literal.close.utf8.count)
  }

  /// The string literal that begins at a place: `"`, `"""`, `#"` and so on.
  private struct Literal {
    let opening: Int
    let close: String
    let escape: String

    init?(_ input: [UInt8], _ index: Int) {
      let hashes = input[index...].prefix { $0 == UInt8(ascii: "#") }.count
      let quotes = input[(index + hashes)...].prefix { $0 == UInt8(ascii: "\"") }.count
      guard quotes > 0 else { return nil }
      let marks = quotes >= 3 ? "\"\"\"" : "\""
      opening = hashes + marks.utf8.count
      close = marks + String(repeating: "#", count: hashes)
      escape = "\\" + String(repeating: "#", count: hashes)
    }
  }
}
