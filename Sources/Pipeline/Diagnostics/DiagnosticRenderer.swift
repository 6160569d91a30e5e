import Drivers
public import Kernel

/// Diagnostics as text for a person: place, code and message, the line with a caret under the column, the hint; a count at the end.
///
/// ```
/// jobs/nightly.yaml:12:5: error NS1001: job 'events' has no key 'lookbak'
///    12 |     lookbak: 3d
///       |     ^
///   hint: did you mean 'lookback'?
/// ```
/// Sorted by place. Lines of a `dsn`, and anything else that looks like a password, are shown as `•••`; control characters as `�`.
public struct DiagnosticRenderer: Sendable {
  private let texts: [String: String]
  private let style: Style

  /// - Parameter texts: what the files of the places hold, by the name the places use; without it the line is left out.
  public init(texts: [String: String], color: Bool = false) {
    self.texts = texts
    style = Style(color: color)
  }

  /// Reads the files that the diagnostics name; one that cannot be read has no lines to show.
  public static func render(_ diagnostics: [Diagnostic], world: World, color: Bool = false) -> String {
    var texts: [String: String] = [:]
    for file in Set(diagnostics.compactMap { $0.location?.file }) {
      let path = world.absolute(file)
      guard let bytes = try? Files.read(path), bytes.count <= YAMLLimits.bytes, case .success(let text) = YAMLText.decode(bytes, file: file)
      else { continue }
      texts[file] = text
    }
    return DiagnosticRenderer(texts: texts, color: color).render(diagnostics)
  }

  /// Ends with a newline; empty when there is nothing to say.
  public func render(_ diagnostics: [Diagnostic]) -> String {
    guard !diagnostics.isEmpty else { return "" }
    let sorted = Self.sorted(diagnostics)
    let excerpts = texts.mapValues { Excerpt($0, style: style) }
    let blocks = sorted.map { diagnostic in
      [
        heading(diagnostic), diagnostic.location.flatMap { excerpts[$0.file]?.lines(at: $0) },
        diagnostic.hint.map { "  " + style.hint("hint:") + " \($0.printable)\n" },
      ]
      .compactMap(\.self).joined()
    }
    return (blocks + [summary(sorted)]).joined(separator: "\n")
  }

  /// By place, those without one first; each once.
  public static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    Set(diagnostics).sorted { a, b in
      switch (a.location, b.location) {
      case (nil, _?): true
      case (_?, nil): false
      case (let x?, let y?) where x != y: x < y
      default: (a.code, a.message) < (b.code, b.message)
      }
    }
  }

  private func heading(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.location.map { style.strong("\($0.file):\($0.line):\($0.column):".printable) + " " } ?? ""
    return
      "\(place)\(style.severity("\(diagnostic.severity.rawValue) \(diagnostic.code):", diagnostic.severity)) \(diagnostic.message.printable)\n"
  }

  private func summary(_ diagnostics: [Diagnostic]) -> String {
    func count(_ severity: Diagnostic.Severity) -> String? {
      let number = diagnostics.count { $0.severity == severity }
      return number == 0 ? nil : "\(number) \(severity.rawValue)\(number == 1 ? "" : "s")"
    }
    let files = Set(diagnostics.compactMap { $0.location?.file })
    let place = files.count > 1 ? " in \(files.count) files" : files.first.map { " in \($0.printable)" } ?? ""
    return [count(.error), count(.warning)].compactMap(\.self).joined(separator: ", ") + place + "\n"
  }
}
