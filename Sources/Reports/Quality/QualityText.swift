import Kernel
import Scoring

/// The report for a terminal: the order of the page, at most 24 lines.
struct QualityText {
  static let mostLines = 24
  static let width = 110

  let text: String

  init(_ report: QualityReport) {
    let verdict = Verdict(report), items = Attention(report).items
    var lines = ["\(verdict.tone.icon) \(verdict.score)  \(report.pipeline), \(report.date)  (\(verdict.range))"]
    lines.append("  \(verdict.sentence)")
    lines += [verdict.consequence, [verdict.comparison, verdict.cap].filter { !$0.isEmpty }.joined(separator: " ")].filter { !$0.isEmpty }
      .map { "  \($0)" }
    lines.append("")
    // Both lists are cut so that neither can push the other off the screen.
    let room = Self.mostLines - lines.count - 3
    let shown = min(items.count, max(3, room - min(report.datasets.count, 8))), datasets = min(report.datasets.count, room - shown)
    lines += Self.datasets(report.datasets, limit: datasets)
    if !items.isEmpty {
      lines.append("")
      for item in items.prefix(shown) {
        lines.append(
          "\(item.tone.icon) \(item.tone.word): \(item.dataset), \(item.title): \(item.finding)\(item.isFresh ? " (\(item.age))" : "")")
      }
      if items.count > shown { lines.append("  and \(items.count - shown) more") }
    }
    text = lines.prefix(Self.mostLines).map { Self.cut(Self.plain($0)) + "\n" }.joined()
  }

  private static func datasets(_ all: [DatasetReport], limit: Int) -> [String] {
    // Where not all fit, the worst stay.
    let kept = Set(
      all.sorted { ($0.score.gate.order, $0.score.score ?? -1, $0.name) < ($1.score.gate.order, $1.score.score ?? -1, $1.name) }.prefix(
        limit
      ).map(\.name))
    let width = all.map(\.name.count).max() ?? 0
    return all.filter { kept.contains($0.name) }.map { dataset in
      let tone = Tone(dataset.score.gate, score: dataset.score.score), score = ScoreText.of(dataset.score.score)
      return
        "\(tone.icon) \(dataset.name.padded(to: width))  \(String(repeating: " ", count: max(0, 5 - score.count)))\(score)  gate \(dataset.score.gate.rawValue), \(ScoreText.percent(dataset.score.coverage)) measured"
    }
  }

  /// Control characters would command the terminal.
  private static func plain(_ line: String) -> String {
    String(
      String.UnicodeScalarView(
        line.unicodeScalars.map {
          $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || (0x202A...0x202E).contains($0.value)
            || (0x2066...0x2069).contains($0.value) ? "\u{FFFD}" : $0
        }))
  }

  private static func cut(_ line: String) -> String { line.count <= width ? line : line.prefix(width - 1) + "…" }
}

extension Gate {
  /// The gravest first.
  fileprivate var order: Int { self == .closed ? 0 : self == .warn ? 1 : 2 }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
