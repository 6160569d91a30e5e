import Kernel
import Scoring

/// The report as one HTML file: no script, no other file, the verdict first.
struct QualityPage {
  static let rowsShown = 7
  static let nightsShown = 14

  let report: QualityReport

  init(_ report: QualityReport) { self.report = report }

  func html() throws(Failure) -> String { try Template(QualityTemplate.text).render(model) }

  private var model: QualityPageModel {
    let verdict = Verdict(report), items = Attention(report).items
    let rows = items.map(QualityPageModel.Item.init)
    return QualityPageModel(
      title: "\(verdict.tone.icon) \(verdict.score), \(report.date), \(report.pipeline)", style: QualityStyle.css,
      icon: Favicon.of(verdict.tone.className),
      pipeline: report.pipeline, job: report.job, date: "\(report.date)", interval: report.interval, tone: verdict.tone.className,
      mark: verdict.tone.icon,
      state: verdict.tone.word, score: verdict.score, range: verdict.range, sentence: verdict.sentence, comparison: verdict.comparison,
      trendCaption: "the last \(Self.nightsShown) nights", consequence: verdict.consequence.nilIfEmpty, cap: verdict.cap.nilIfEmpty,
      trend: trend(report.history, report.night.score, Tone(score: report.night.score), width: 260, height: 72).nilIfEmpty,
      attention: Array(rows.prefix(Self.rowsShown)), attentionMore: Array(rows.dropFirst(Self.rowsShown)),
      hasMore: rows.count > Self.rowsShown,
      moreTitle: Grouped.count(max(0, rows.count - Self.rowsShown), "further finding"), isCalm: rows.isEmpty,
      calm: report.checks.isEmpty ? "0 checks are declared: nothing is known about this night." : "Nothing. \(verdict.sentence)",
      datasets: report.datasets.map(dataset), hasRecovered: !recovered.isEmpty, recovered: recovered, arrivals: arrivals,
      volumes: report.datasets.compactMap(volume), checks: report.datasets.map(QualityPageModel.CheckGroup.init))
  }

  /// The last nights up to this one, gaps where there is no score.
  private func trend(_ history: [ScorePoint], _ score: Double?, _ tone: Tone, width: Double, height: Double) -> String {
    guard !history.isEmpty else { return "" }
    let known = Dictionary(history.map { ($0.date, $0.score) }) { $1 }
    let first = max(history.first?.date ?? report.date, report.date.adding(days: 1 - Self.nightsShown))
    let days = report.date.daysSinceEpoch - first.daysSinceEpoch
    let scores = (0..<max(0, days)).map { known[first.adding(days: $0)] ?? nil } + [score]
    return Sparkline(scores: scores, width: width, height: height, tone: tone.className).svg
  }

  private func dataset(_ dataset: DatasetReport) -> QualityPageModel.Dataset {
    let score = dataset.score, tone = Tone(score.gate, score: score.score)
    let byDimension = Dictionary(score.dimensions.map { ($0.dimension, $0) }) { first, _ in first }
    return QualityPageModel.Dataset(
      name: dataset.name, anchor: "checks.\(dataset.name)", tier: "\(dataset.tier.rawValue)", tone: tone.className, mark: tone.icon,
      gate: tone.word,
      score: ScoreText.of(score.score),
      range: ScoreText.of(score.low) == ScoreText.of(score.high) ? "exact" : "\(ScoreText.of(score.low))–\(ScoreText.of(score.high))",
      coverage: ScoreText.percent(score.coverage),
      bar: ScoreBar(score: score.score, low: score.low, high: score.high, tone: Tone(score: score.score).className).svg,
      trend: trend(dataset.history, score.score, Tone(score: score.score), width: 92, height: 26),
      dimensions: Dimension.allCases.map { dimension in
        guard let part = byDimension[dimension] else { return QualityPageModel.Cell(text: "—", tone: "none") }
        return QualityPageModel.Cell(text: ScoreText.of(part.score), tone: Tone(score: part.score).className)
      })
  }

  private var recovered: [QualityPageModel.Line] {
    report.checks.compactMap { dataset, check in
      switch (check.change, check.state) {
      case (.recovered, _): QualityPageModel.Line(mark: "✓", tone: "ok", text: "\(dataset.name), \(check.title): passing again")
      case (_, .muted): QualityPageModel.Line(mark: "◌", tone: "nm", text: "\(dataset.name), \(check.title): \(check.finding)")
      default: nil
      }
    }
  }

  private var arrivals: [QualityPageModel.Figure] {
    guard let grid = report.arrivals else { return [] }
    return [
      QualityPageModel.Figure(
        title: "Arrivals of \(grid.dataset)", caption: "Rows by hour of event time, UTC. A dashed cell with a cross had none.",
        svg: HourGrid(grid: grid).svg,
        head: ["date"] + (0..<24).map { $0.padded(2) },
        table: grid.days.map { day in .init(cells: ["\(day.date)"] + (day.hours?.map { Grouped.text($0) } ?? ["not counted"])) })
    ]
  }

  private func volume(_ dataset: DatasetReport) -> QualityPageModel.Figure? {
    guard let check = dataset.volume, let today = check.volume else { return nil }
    let points = dataset.volumes + [VolumePoint(date: report.date, volume: today)]
    let svg = VolumeChart(points: points, tone: Tone(check.state).className).svg
    return QualityPageModel.Figure(
      title: "Volume of \(dataset.name)",
      caption: check.finding + ". "
        + (today.fit == nil
          ? "No band is drawn before \(VolumeRule.leastHistory) nights are known." : "The band is where no one is alarmed."),
      svg: svg.nilIfEmpty, head: ["date", "rows", "expected at least", "at most"],
      table: points.map { point in
        .init(
          cells: ["\(point.date)", Grouped.text(point.rows)]
            + [point.low, point.high].map { $0.map { Grouped.text(Int(max(0, $0).rounded())) } ?? "learning" })
      })
  }
}
