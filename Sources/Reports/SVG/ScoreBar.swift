import Scoring

/// A score from 0 to 100 as a bar with marks at the borders of fail, warn and pass; what is not known is hatched.
struct ScoreBar {
  let score: Double?
  let low: Double
  let high: Double
  let tone: String

  var svg: String {
    let width = 120.0, height = 14.0, top = 3.0, thick = 8.0
    var parts = [SVG.rectangle(0, top, width, thick, "track", radius: 2)]
    if let score { parts.append(SVG.rectangle(0, top, max(1, width * score / 100), thick, "fill \(tone)", radius: 2)) }
    if high - low > 0.05 {
      parts.append(SVG.rectangle(width * low / 100, top, width * (high - low) / 100, thick, "unknown"))
      var x = width * low / 100 + 3
      while x < width * high / 100 {
        parts.append(SVG.line(x, top + thick, min(x + 4, width * high / 100), top, "hatch"))
        x += 4
      }
    }
    for mark in [50.0, 80.0] { parts.append(SVG.line(width * mark / 100, 1, width * mark / 100, height - 1, "mark")) }
    let label = "Score \(ScoreText.of(score)), possible range \(ScoreText.of(low)) to \(ScoreText.of(high))"
    return SVG.picture(width: width, height: height, label: label, className: "bar", parts.joined())
  }
}
