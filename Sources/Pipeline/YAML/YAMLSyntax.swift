import Drivers
import Kernel

/// libYAML's complaints in words that say what to do.
struct YAMLSyntax {
  private let lines: SourceLines
  private let text: String
  private let file: String

  init(text: String, file: String) {
    lines = SourceLines(text)
    self.text = text
    self.file = file
  }

  func diagnostic(_ fault: YAMLFault) -> Diagnostic {
    if let character = fault.character { return YAMLText.forbidden(character, at: fault.offset, in: text, file: file) }
    if let tab = tab(near: fault.mark) { return tab }
    let place = inside(fault.mark)
    let opened = fault.context == nil ? place : inside(fault.contextMark)
    if fault.context == "while scanning an alias" {
      return Diagnostic(1014, "text that begins with `*` must be quoted", at: opened, hint: quoted(opened))
    }
    let (message, hint, location): (String, String?, SourceLocation) =
      switch fault.problem {
      case "mapping values are not allowed in this context":
        ("a ':' stands where no key can be", "check the indentation of this line; quote a text that holds ': '", place)
      case "did not find expected key", "did not find expected '-' indicator":
        ("this line does not continue what stands above it", "check its indentation and the quotes and brackets before it", place)
      case "could not find expected ':'":
        ("there is no ':' after the key", "write `key: value`", opened)
      case "did not find expected ',' or ']'":
        ("the list that begins here is not closed", "put ',' between its items and ']' at its end", opened)
      case "did not find expected ',' or '}'":
        ("the mapping that begins here is not closed", "put ',' between its keys and '}' at its end", opened)
      case "found unexpected end of stream", "found unexpected document indicator":
        ("the quote that begins here is not closed", nil, opened)
      case "found unknown escape character":
        ("a double-quoted text holds an unknown escape", "write '\\\\' for a backslash, or use single quotes", place)
      case "block sequence entries are not allowed in this context":
        ("a list item '- ' stands where none can be", "begin the list on the line below its key", place)
      case "found character that cannot start any token":
        ("a value cannot begin with this character", "quote the value", place)
      case "did not find expected alphabetic or numeric character":
        ("'&' begins an anchor, which needs a name", "quote a text that begins with '&'", place)
      case "did not find expected node content":
        ("a value is missing here", nil, place)
      case "did not find expected <document start>":
        ("this line belongs to nothing above it", "check its indentation", place)
      case "found undefined tag handle":
        ("'!' begins a tag, which is not taken", "quote a text that begins with '!'", place)
      default:
        (fault.problem, nil, place)
      }
    return Diagnostic(1014, message, at: location, hint: hint)
  }

  /// libYAML notices some things only after the last line; they are shown at the end of the text.
  private func inside(_ mark: YAMLMark) -> SourceLocation {
    var line = mark.line
    while line > 1, lines[line]?.isEmpty ?? true { line -= 1 }
    return SourceLocation(file: file, line: line, column: line == mark.line ? mark.column : (lines[line] ?? "").unicodeScalars.count + 1)
  }

  /// How the text from a star to the end of its line is quoted; nil inside brackets, where nobody knows its end.
  private func quoted(_ place: SourceLocation) -> String? {
    let rest = String(String.UnicodeScalarView((lines[place.line] ?? "").unicodeScalars.dropFirst(place.column - 1)))
    let text = rest.split(separator: " #", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    guard !text.contains(where: { ",]}'".contains($0) }) else { return "write it between quotes" }
    return "write it as '\(text.split(separator: " ").joined(separator: " "))'"
  }

  /// When a line at the mark, or the one before it, is indented with a tab, that is what is wrong, whatever libYAML calls it.
  private func tab(near mark: YAMLMark) -> Diagnostic? {
    let tabbed = (1...lines.count).compactMap { number in tabColumn(number).map { (line: number, column: $0) } }
    guard let first = tabbed.first(where: { ($0.line == mark.line || $0.line == mark.line - 1) }) else { return nil }
    let others = tabbed.map(\.line).filter { $0 != first.line }
    let more =
      others.isEmpty
      ? ""
      : "; so \(others.count == 1 ? "is line" : "are lines") \(others.prefix(10).map(String.init).joined(separator: ", "))\(others.count > 10 ? ", …" : "")"
    return Diagnostic(
      1015, "this line is indented with a tab\(more)", at: SourceLocation(file: file, line: first.line, column: first.column),
      hint: "indent with spaces")
  }

  private func tabColumn(_ number: Int) -> Int? {
    let indentation = (lines[number] ?? "").unicodeScalars.prefix { $0 == " " || $0 == "\t" }
    return indentation.firstIndex(of: "\t").map { indentation.distance(from: indentation.startIndex, to: $0) + 1 }
  }
}
