import Kernel

/// The line of a problem with a caret under its column.
struct Excerpt: Sendable {
  /// Columns of a line that are shown; a longer one is cut around the caret.
  static let width = 120

  private let lines: SourceLines
  private let mask: SecretMask
  private let style: Style

  init(_ text: String, style: Style) {
    lines = SourceLines(text)
    mask = SecretMask(lines)
    self.style = style
  }

  /// Nil when the text has no such line, or nothing on it.
  func lines(at place: SourceLocation) -> String? {
    guard let line = lines[place.line], line.contains(where: { $0 != " " && $0 != "\t" }) else { return nil }
    let shown = Array(mask.apply(line, number: place.line).printableLine.unicodeScalars)
    // The mask may have made the line shorter than the column.
    let caret = min(place.column - 1, shown.firstMasked ?? shown.count, shown.count)
    let from = caret < Self.width - 20 ? 0 : caret - Self.width / 2
    let to = min(shown.count, from + Self.width)
    let text = (from > 0 ? "…" : "") + String(String.UnicodeScalarView(shown[from..<to])) + (to < shown.count ? "…" : "")
    let indentation = (from > 0 ? 1 : 0) + shown[from..<caret].reduce(0) { $0 + $1.columns }
    let number = String(place.line)
    let gutter = String(repeating: " ", count: max(0, 5 - number.count))
    return style.faint("\(gutter)\(number) |") + " \(text)\n" + style.faint("      |")
      + " \(String(repeating: " ", count: indentation))\(style.caret("^"))\n"
  }
}

extension [Unicode.Scalar] {
  /// Where `•••` begins.
  fileprivate var firstMasked: Int? { indices.first { self[$0] == "•" && $0 + 2 < count && self[$0 + 1] == "•" && self[$0 + 2] == "•" } }
}

extension String {
  /// As `printable`, a tab as one space: a caret below it then stands right.
  fileprivate var printableLine: String { String(map { $0 == "\t" ? " " : $0 }).printable }
}
