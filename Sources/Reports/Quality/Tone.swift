import Scoring

/// How a state looks: an icon, a word and a class, so that colour never speaks alone.
struct Tone {
  let icon: String
  let word: String
  let className: String

  init(_ state: CheckState) {
    switch state {
    case .pass: (icon, word, className) = ("✓", "pass", "ok")
    case .warn: (icon, word, className) = ("▲", "warn", "warn")
    case .fail: (icon, word, className) = ("✕", "fail", "bad")
    case .error: (icon, word, className) = ("✕", "error", "bad")
    case .notMeasured: (icon, word, className) = ("◌", "not measured", "nm")
    case .learning: (icon, word, className) = ("◌", "learning", "nm")
    case .muted: (icon, word, className) = ("◌", "muted", "nm")
    }
  }

  /// A dataset or a night: what its gate allows, and nothing measured is nothing known.
  init(_ gate: Gate, score: Double?) {
    switch gate {
    case .closed: (icon, word, className) = ("✕", "closed", "bad")
    case _ where score == nil: (icon, word, className) = ("◌", "not measured", "nm")
    case .warn: (icon, word, className) = ("▲", "warn", "warn")
    case .open: (icon, word, className) = ("✓", "open", "ok")
    }
  }

  /// A score by itself.
  init(score: Double?) {
    switch score {
    case nil: (icon, word, className) = ("◌", "not measured", "nm")
    case let score? where score < 50: (icon, word, className) = ("✕", "fail", "bad")
    case let score? where score < 80: (icon, word, className) = ("▲", "warn", "warn")
    default: (icon, word, className) = ("✓", "pass", "ok")
    }
  }
}
