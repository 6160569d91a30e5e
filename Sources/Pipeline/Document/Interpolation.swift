public import Kernel

/// Fills in `${…}`: a closed list of references and no language.
///
/// `${date}`, `${interval.start}`, `${interval.end}` and `${run}` are known when a job runs; declared variables when the file is read; `${env:NAME}`
/// and `${env:NAME:-default}` only in variables and connections, so that what a job does is never decided by the environment behind its back.
/// `$${` writes a literal `${`.
public struct Interpolation: Sendable {
  /// Where a text stands, which decides what it may refer to.
  public enum Scope: Sendable { case variables, connections, sources, jobs, elsewhere }

  /// Known only while a job runs.
  public static let runWords = ["date", "interval.end", "interval.start", "run"]

  /// Declared variables by name, resolved.
  public let variables: [String: String]
  let environment: [String: String]

  public init(variables: [String: String], environment: [String: String] = [:]) {
    self.variables = variables
    self.environment = environment
  }

  /// What is wrong with the references of `text`, at `location`.
  public func check(_ text: String, at location: SourceLocation, scope: Scope) -> [Diagnostic] {
    // Most texts refer to nothing.
    guard text.utf8.contains(UInt8(ascii: "$")) else { return [] }
    return Template(text).pieces.compactMap { piece in
      switch piece {
      case .text: nil
      case .unterminated: Diagnostic(1042, "'${' without its '}'", at: location, hint: "close it, or write $${ for a literal ${")
      case .reference(let reference): problem(reference, at: location, scope: scope)
      }
    }
  }

  /// The text with variables and environment filled in; references that `check` complains of become nothing.
  func resolved(_ text: String) -> String {
    Template(text).pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .unterminated: ""
      case .reference(.environment(let name, let fallback)):
        environment[name].flatMap { $0.isEmpty && fallback != nil ? nil : $0 } ?? fallback ?? ""
      case .reference(.word(let word)): variables[word] ?? ""
      }
    }.joined()
  }

  /// The text as a job's run sees it. It was checked when the file was read; a reference that would not pass stays as it is written.
  public func render(_ template: String, date: LogicalDate, run: Int) -> String {
    guard template.utf8.contains(UInt8(ascii: "$")) else { return template }
    let known = [
      "date": date.description, "interval.start": date.interval.start.description, "interval.end": date.interval.end.description,
      "run": String(run),
    ]
    return Template(template).pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .unterminated(let rest): rest
      case .reference(.environment): piece.written
      case .reference(.word(let word)): known[word] ?? variables[word] ?? piece.written
      }
    }.joined()
  }

  private func problem(_ reference: Template.Reference, at location: SourceLocation, scope: Scope) -> Diagnostic? {
    if case .elsewhere = scope {
      return Diagnostic(
        1045, "'${\(reference.written)}' is not filled in here", at: location,
        hint: "references are taken in variables, connections, sources and jobs; $${ writes a literal ${")
    }
    switch reference {
    case .environment(let name, let fallback):
      guard scope == .variables || scope == .connections else {
        return Diagnostic(
          1043, "the environment is read only in variables and connections, not here", at: location,
          hint: "declare a variable with '${env:\(name)}' and refer to it")
      }
      guard NameRule.isEnvironmentName(name) else {
        return Diagnostic(
          1044, "'${\(reference.written)}' names no environment variable", at: location, hint: "write ${env:NAME} or ${env:NAME:-default}")
      }
      let isSet = environment[name].map { !$0.isEmpty } ?? false
      return isSet || fallback != nil
        ? nil
        : Diagnostic(
          1040, "the environment variable \(name) is not set", at: location, hint: "set it, or give a default: ${env:\(name):-…}")
    case .word(let word):
      if Self.runWords.contains(word) {
        return scope == .jobs
          ? nil : Diagnostic(1045, "'${\(word)}' is known only while a job runs, not here", at: location, hint: "use it in a job's keys")
      }
      if variables[word] != nil { return nil }
      guard word.split(separator: ".").allSatisfy({ NameRule.isWord($0) }), !word.isEmpty else {
        return Diagnostic(
          1044, "'${\(word)}' is no reference", at: location,
          hint:
            "a reference is one name: \(Self.runWords.joined(separator: ", ")), a declared variable, or env:NAME; there is no language in it"
        )
      }
      let known = variables.keys.sorted() + (scope == .jobs ? Self.runWords : [])
      let hint =
        Suggestion.nearest(to: word, in: known).map { "did you mean '${\($0)}'?" }
        ?? (known.isEmpty ? "declare it under `variables`" : "known here: \(known.joined(separator: ", "))")
      return Diagnostic(1041, "there is no variable '\(word)'\(scope == .variables ? " above this one" : "")", at: location, hint: hint)
    }
  }
}

extension NameRule {
  static func isEnvironmentName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return text.unicodeScalars.allSatisfy { ("A"..."Z").contains($0) || ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" }
  }
}
