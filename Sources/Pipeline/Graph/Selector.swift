public import Kernel

/// Which jobs are meant: `name`, `kind:crawl`, `tag:x`, each with `+` in front (and what it needs) or behind (and what needs it); a comma unites.
public struct Selector: Hashable, Sendable {
  public enum Criterion: Hashable, Sendable {
    case name(String)
    case kind(String)
    case tag(String)
  }

  public struct Term: Hashable, Sendable {
    public let criterion: Criterion
    public let withUpstream: Bool
    public let withDownstream: Bool
  }

  public let terms: [Term]

  /// Reads a selector; what is wrong with it has no place, because it stands on a command line.
  public static func parse(_ text: String) -> (selector: Selector, diagnostics: [Diagnostic]) {
    var terms: [Term] = []
    var diagnostics: [Diagnostic] = []
    for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
      switch term(piece.trimmed) {
      case .success(let term): terms.append(term)
      case .failure(let diagnostic): diagnostics.append(diagnostic)
      }
    }
    return (Selector(terms: terms), diagnostics)
  }

  /// The jobs it means; a term that means none is a mistake.
  public func select(from graph: JobGraph) -> (jobs: Set<JobName>, diagnostics: [Diagnostic]) {
    var jobs: Set<JobName> = []
    var diagnostics: [Diagnostic] = []
    for term in terms {
      let found = matches(term.criterion, graph)
      if found.isEmpty { diagnostics.append(nothing(term.criterion, graph)) }
      jobs.formUnion(found)
      for job in found {
        if term.withUpstream { jobs.formUnion(graph.upstream(of: job)) }
        if term.withDownstream { jobs.formUnion(graph.downstream(of: job)) }
      }
    }
    return (jobs, diagnostics)
  }

  private static func term(_ piece: Substring) -> Result<Term, Diagnostic> {
    var rest = piece
    let withUpstream = rest.hasPrefix("+")
    if withUpstream { rest = rest.dropFirst() }
    let withDownstream = rest.hasSuffix("+")
    if withDownstream { rest = rest.dropLast() }
    guard !rest.isEmpty, !rest.contains("+"), !rest.contains(" ") else {
      return .failure(
        Diagnostic(
          1070, "'\(piece)' selects nothing: it is not a name, kind:… or tag:…", at: nil, hint: "for example: +events,kind:quality"))
    }
    let criterion: Criterion
    if let colon = rest.firstIndex(of: ":") {
      let (method, value) = (String(rest[..<colon]), String(rest[rest.index(after: colon)...]))
      switch method {
      case "kind" where !value.isEmpty: criterion = .kind(value)
      case "tag" where !value.isEmpty: criterion = .tag(value)
      default:
        let hint = Suggestion.nearest(to: method, in: ["kind", "tag"]).map { "did you mean '\($0):\(value.isEmpty ? "…" : value)'?" }
        return .failure(Diagnostic(1071, "jobs cannot be selected by '\(rest)'", at: nil, hint: hint ?? "select by name, kind:… or tag:…"))
      }
    } else {
      criterion = .name(String(rest))
    }
    return .success(Term(criterion: criterion, withUpstream: withUpstream, withDownstream: withDownstream))
  }

  private func matches(_ criterion: Criterion, _ graph: JobGraph) -> [JobName] {
    graph.nodes.filter { node in
      switch criterion {
      case .name(let name): node.name.rawValue == name
      case .kind(let kind): node.kind == kind
      case .tag(let tag): node.tags.contains(tag)
      }
    }.map(\.name)
  }

  private func nothing(_ criterion: Criterion, _ graph: JobGraph) -> Diagnostic {
    let (what, prefix, word, known): (String, String, String, Set<String>) =
      switch criterion {
      case .name(let name): ("there is no job '\(name)'", "", name, Set(graph.nodes.map(\.name.rawValue)))
      case .kind(let kind): ("there is no job of the kind '\(kind)'", "kind:", kind, Set(graph.nodes.map(\.kind)))
      case .tag(let tag): ("there is no job with the tag '\(tag)'", "tag:", tag, Set(graph.nodes.flatMap(\.tags)))
      }
    let all = known.sorted().map { prefix + $0 }.joined(separator: ", ")
    let hint = Suggestion.nearest(to: word, in: known).map { "did you mean '\(prefix)\($0)'?" } ?? (all.isEmpty ? nil : "there are: \(all)")
    return Diagnostic(1072, what, at: nil, hint: hint)
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = drop { $0 == " " }
    while text.last == " " { text = text.dropLast() }
    return text
  }
}
