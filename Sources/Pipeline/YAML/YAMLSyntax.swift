import Kernel
import Yams

/// libYAML's complaints in words that say what to do.
struct YAMLSyntax {
  let lines: SourceLines
  let file: String
  let edits: YAMLEdits

  func diagnostic(_ error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
      return explained(problem, context, mark)
    case .composer(_, let problem, let mark, _):
      if problem.contains("another document") {
        return Diagnostic(
          1016, "the file holds more than one document", at: edits.location(mark, file), hint: "remove the line `---`, or split the file")
      }
      return Diagnostic(1014, problem, at: edits.location(mark, file))
    case .reader(let problem, _, _, _):
      return Diagnostic(1014, problem, at: SourceLocation(file: file, line: 1, column: 1))
    default:
      return Diagnostic(1014, "the file cannot be read as YAML", at: SourceLocation(file: file, line: 1, column: 1))
    }
  }

  private func explained(_ problem: String, _ context: YamlError.Context?, _ mark: Mark) -> Diagnostic {
    if let tab = tab(near: mark) { return tab }
    let place = inside(edits.location(mark, file))
    let opened = context.map { inside(edits.location($0.mark, file)) } ?? place
    if problem.hasPrefix("Maximum nesting") {
      return Diagnostic(
        1020, "values are nested more than \(YAMLLimits.depth) deep", at: place,
        hint: "a job file needs nothing like it; write it out, shorter")
    }
    let (message, hint, location): (String, String?, SourceLocation) =
      switch problem {
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
        (problem, nil, place)
      }
    return Diagnostic(1014, message, at: location, hint: hint)
  }

  /// libYAML notices some things only after the last line; they are shown at the end of the text.
  private func inside(_ place: SourceLocation) -> SourceLocation {
    var line = place.line
    while line > 1, lines[line]?.isEmpty ?? true { line -= 1 }
    return line == place.line ? place : SourceLocation(file: file, line: line, column: (lines[line] ?? "").unicodeScalars.count + 1)
  }

  /// When a line at the mark, or the one before it, is indented with a tab, that is what is wrong, whatever libYAML calls it.
  private func tab(near mark: Mark) -> Diagnostic? {
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
