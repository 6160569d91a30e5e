import Scoring

/// The scores of some nights as a small line; a night without a score is a gap.
struct Sparkline {
  /// Oldest first, the night itself last.
  let scores: [Double?]
  let width: Double
  let height: Double
  /// The class of the last point.
  let tone: String

  var svg: String {
    let known = scores.compactMap(\.self)
    guard known.count > 1, let least = known.min() else { return "" }
    // Small wobbles of good nights stay small, a fall shows its depth.
    let floor = max(0, min(75, least - 10)), pad = 4.0
    let step = (width - 2 * pad) / Double(max(1, scores.count - 1))
    func y(_ score: Double) -> Double { pad + (100 - score) / (100 - floor) * (height - 2 * pad) }
    var parts: [String] = []
    for threshold in [80.0, 50.0] where threshold > floor { parts.append(SVG.line(pad, y(threshold), width - pad, y(threshold), "tick")) }
    var run: [(x: Double, y: Double)] = []
    for (index, score) in scores.enumerated() {
      if let score { run.append((pad + Double(index) * step, y(score))) }
      if score == nil || index == scores.count - 1 {
        if run.count > 1 { parts.append(SVG.polyline(run, "trace")) }
        if run.count == 1 { parts.append(SVG.circle(run[0].x, run[0].y, 1.5, "dot")) }
        if score == nil { run = [] }
      }
    }
    if let last = scores.last ?? nil { parts.append(SVG.circle(width - pad, y(last), 3, "now \(tone)")) }
    let label = "Scores of \(scores.count) nights, oldest first: " + scores.map { ScoreText.of($0) }.joined(separator: ", ")
    return SVG.picture(width: width, height: height, label: label, className: "spark", parts.joined())
  }
}
