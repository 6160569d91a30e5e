import Kernel
import Scoring

/// Rows of each night as a line over the band in which they were expected.
struct VolumeChart {
  /// Oldest first, the night itself last.
  let points: [VolumePoint]
  let tone: String

  private let width = 640.0, height = 216.0, left = 56.0, right = 78.0, top = 14.0, bottom = 26.0

  init(points: [VolumePoint], tone: String) {
    self.points = points
    self.tone = tone
  }

  var svg: String {
    guard points.count > 1, let first = points.first, let last = points.last else { return "" }
    let days = max(1, last.date.daysSinceEpoch - first.date.daysSinceEpoch)
    let values = points.flatMap { [Double($0.rows), $0.low, $0.high].compactMap(\.self) }
    let scale = Self.scale(max(1, values.max() ?? 1))
    func x(_ date: LogicalDate) -> Double {
      left + Double(date.daysSinceEpoch - first.date.daysSinceEpoch) / Double(days) * (width - left - right)
    }
    func y(_ rows: Double) -> Double { height - bottom - rows / scale.top * (height - top - bottom) }
    var parts: [String] = []
    for tick in stride(from: 0, through: scale.top, by: scale.step) {
      parts.append(SVG.line(left, y(tick), width - right, y(tick), "grid"))
      parts.append(SVG.text(Grouped.short(tick), left - 8, y(tick) + 4, "axis", .end))
    }
    let banded = points.compactMap { point in point.low.flatMap { low in point.high.map { (point.date, low, $0) } } }
    if banded.count > 1 {
      parts.append(SVG.polygon(banded.map { (x($0.0), y($0.2)) } + banded.reversed().map { (x($0.0), y(max(0, $0.1))) }, "band"))
    } else if let only = banded.first {
      parts.append(SVG.line(x(only.0), y(max(0, only.1)), x(only.0), y(only.2), "whisker"))
    }
    for run in Self.runs(points) where run.count > 1 { parts.append(SVG.polyline(run.map { (x($0.date), y(Double($0.rows))) }, "trace")) }
    for point in points where point.date != last.date {
      let title =
        "\(point.date): \(Grouped.text(point.rows)) rows"
        + (point.isAccepted ? "" : ", flagged: not part of what later nights are judged by")
      parts.append(
        SVG.circle(x(point.date), y(Double(point.rows)), point.isAccepted ? 2.5 : 4, point.isAccepted ? "dot" : "flag", title: title))
    }
    parts.append(SVG.circle(x(last.date), y(Double(last.rows)), 5, "now \(tone)", title: "\(last.date): \(Grouped.text(last.rows)) rows"))
    parts.append(SVG.text(Grouped.text(last.rows), x(last.date) + 10, y(Double(last.rows)) + 4, "value"))
    for date in Self.labels(first.date, last.date) {
      parts.append(SVG.text(String(date.description.dropFirst(5)), x(date), height - 8, "axis", .middle))
    }
    return SVG.picture(width: width, height: height, label: label(last), className: "chart", parts.joined())
  }

  private func label(_ last: VolumePoint) -> String {
    let band =
      last.low.flatMap { low in
        last.high.map { "; expected between \(Grouped.text(Int(max(0, low).rounded()))) and \(Grouped.text(Int($0.rounded())))" }
      } ?? ""
    return "Rows of \(points.count) nights; \(Grouped.text(last.rows)) on \(last.date)\(band)"
  }

  /// Stretches of nights without a hole between them.
  private static func runs(_ points: [VolumePoint]) -> [[VolumePoint]] {
    points.reduce(into: [[VolumePoint]]()) { runs, point in
      if let last = runs.last?.last, point.date.daysSinceEpoch - last.date.daysSinceEpoch == 1 {
        runs[runs.count - 1].append(point)
      } else {
        runs.append([point])
      }
    }
  }

  /// The first, the last, and every seventh day between that is not too near to the last.
  private static func labels(_ first: LogicalDate, _ last: LogicalDate) -> [LogicalDate] {
    let days = last.daysSinceEpoch - first.daysSinceEpoch
    return stride(from: 0, to: max(1, days - 2), by: max(1, days > 14 ? 7 : (days + 3) / 4)).map { first.adding(days: $0) } + [last]
  }

  /// A round upper end of the axis, and the distance of its ticks.
  private static func scale(_ most: Double) -> (top: Double, step: Double) {
    var unit = 1.0
    while most / unit > 10 { unit *= 10 }
    let step = [0.5, 1, 2, 2.5].map { $0 * unit }.first { most / $0 <= 5 } ?? 2.5 * unit
    return ((most / step).rounded(.up) * step, step)
  }
}
