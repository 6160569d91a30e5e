import Kernel
import Yams

/// Lets Yams compose the one document of a text, and keeps two of its habits from us.
///
/// Yams stops at the first duplicate key, and it resolves aliases before anyone can count them (a mapping key made of nested aliases would
/// then take exponential time to hash). So every `*` is handed over as `YAMLText.star`, one character for one, which leaves an alias a plain
/// scalar that `YAMLBuilder` resolves within limits; and a key that Yams finds twice gets a tag of its own in front (`!0 key`), which makes it
/// different for Yams, until the document composes. `edits` remembers those insertions, so that places can be told as in the file.
struct YAMLComposer {
  struct Composition {
    let root: Node?
    /// Holds what the nodes refer to weakly: their anchors.
    let parser: Parser?
    let edits: YAMLEdits
    let diagnostics: [Diagnostic]
  }

  let text: String
  let file: String

  func compose() -> Composition {
    var edits = YAMLEdits()
    let source = SourceLines(text)
    let disguised =
      text.unicodeScalars.contains("*")
      ? String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "*" ? YAMLText.star : $0 })) : text
    let lines = SourceLines(disguised)
    func failed(_ diagnostic: Diagnostic) -> Composition {
      Composition(root: nil, parser: nil, edits: edits, diagnostics: [diagnostic] + edits.repeated(file))
    }
    while true {
      do {
        let parser = try Parser(yaml: edits.isEmpty ? disguised : edits.applied(to: lines), resolver: .basic, encoding: .utf8)
        guard let root = try parser.singleRoot() else {
          return failed(Diagnostic(1017, "the file is empty", at: SourceLocation(file: file, line: 1, column: 1)))
        }
        return Composition(root: root, parser: parser, edits: edits, diagnostics: [])
      } catch YamlError.duplicatedKeysInMapping(let names, let context) {
        let place = edits.original(context.mark)
        let exhausted = edits.count >= YAMLLimits.duplicates || edits.count * text.utf8.count > YAMLLimits.duplicateBytes
        if exhausted || !edits.insert(at: place, name: names.first ?? "") {
          return failed(
            Diagnostic(
              1022, "the key '\(names.first ?? "")' is written more than once", at: edits.location(place, file),
              hint: exhausted ? "there may be more of these" : nil))
        }
      } catch let error as YamlError {
        let diagnostic = YAMLSyntax(lines: source, file: file, edits: edits).diagnostic(error)
        // A key that had a tag already cannot take a second one: the complaint is about the edit, not about the file.
        let isOurs = diagnostic.location.map { edits.touches(line: $0.line) } ?? false
        return Composition(root: nil, parser: nil, edits: edits, diagnostics: (isOurs ? [] : [diagnostic]) + edits.repeated(file))
      } catch {
        return failed(Diagnostic(1014, "the file cannot be read as YAML", at: SourceLocation(file: file, line: 1, column: 1)))
      }
    }
  }
}
