/// A text by its lines, as libYAML counts them: LF, CR LF, CR, U+0085, U+2028 and U+2029 end one.
public struct SourceLines: Sendable {
  private let lines: [Substring.UnicodeScalarView]

  public init(_ text: String) {
    var lines: [Substring.UnicodeScalarView] = []
    let scalars = text.unicodeScalars
    var start = scalars.startIndex, index = scalars.startIndex
    while index < scalars.endIndex {
      let next = scalars.index(after: index)
      guard Self.isBreak(scalars[index]) else { index = next; continue }
      lines.append(scalars[start..<index])
      let isPair = scalars[index] == "\r" && next < scalars.endIndex && scalars[next] == "\n"
      index = isPair ? scalars.index(after: next) : next
      start = index
    }
    lines.append(scalars[start...])
    self.lines = lines
  }

  public var count: Int { lines.count }

  /// Line `number`, from 1, without its end; nil when there is none.
  public subscript(number: Int) -> String? { lines.indices.contains(number - 1) ? String(lines[number - 1]) : nil }

  static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }
}
