/// A text cut at its `${…}`.
struct Template {
  enum Reference: Hashable {
    case word(String)
    case environment(name: String, fallback: String?)

    /// What stands between the braces.
    var written: String {
      switch self {
      case .word(let word): word
      case .environment(let name, let fallback): "env:\(name)" + (fallback.map { ":-\($0)" } ?? "")
      }
    }
  }

  enum Piece: Hashable {
    case text(String)
    case reference(Reference)
    /// From a `${` that is never closed to the end.
    case unterminated(String)

    var written: String {
      switch self {
      case .text(let text), .unterminated(let text): text
      case .reference(let reference): "${\(reference.written)}"
      }
    }
  }

  let pieces: [Piece]

  init(_ text: String) {
    var pieces: [Piece] = []
    var literal = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      literal += rest[..<dollar]
      rest = rest[dollar...]
      if rest.hasPrefix("$${") {
        literal += "${"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("${") {
        if !literal.isEmpty { pieces.append(.text(literal)) }
        literal = ""
        guard let close = rest.firstIndex(of: "}") else {
          pieces.append(.unterminated(String(rest)))
          rest = ""
          break
        }
        pieces.append(.reference(Self.reference(rest[rest.index(rest.startIndex, offsetBy: 2)..<close])))
        rest = rest[rest.index(after: close)...]
      } else {
        literal += "$"
        rest = rest.dropFirst()
      }
    }
    literal += rest
    if !literal.isEmpty { pieces.append(.text(literal)) }
    self.pieces = pieces
  }

  private static func reference(_ inside: Substring) -> Reference {
    guard inside.hasPrefix("env:") else { return .word(String(inside)) }
    let body = inside.dropFirst(4)
    guard let colon = body.firstIndex(of: ":"), body[colon...].hasPrefix(":-") else {
      return .environment(name: String(body), fallback: nil)
    }
    return .environment(name: String(body[..<colon]), fallback: String(body[body.index(colon, offsetBy: 2)...]))
  }
}
