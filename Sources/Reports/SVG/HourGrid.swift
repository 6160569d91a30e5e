import Kernel
import Scoring

/// Seven days of 24 hours. Ordinary cells are pale, so that an empty one stands out: a dashed frame with a cross.
struct HourGrid {
  let grid: ArrivalGrid

  var svg: String {
    let left = 74.0, top = 18.0, cell = 21.0, gap = 2.0, rowHeight = 20.0
    let most = Double(grid.days.compactMap(\.hours).flatMap(\.self).max() ?? 0)
    var parts: [String] = []
    for hour in stride(from: 0, to: 24, by: 3) {
      parts.append(SVG.text(hour.padded(2), left + Double(hour) * (cell + gap) + cell / 2, 11, "axis", .middle))
    }
    for (row, day) in grid.days.enumerated() {
      let y = top + Double(row) * (rowHeight + gap)
      parts.append(SVG.text(Self.name(day.date), left - 8, y + 14, row == grid.days.count - 1 ? "axis strong" : "axis", .end))
      guard let hours = day.hours, hours.count == 24 else {
        parts.append(SVG.text("not counted", left + 4, y + 14, "axis"))
        continue
      }
      for (hour, rows) in hours.enumerated() {
        let x = left + Double(hour) * (cell + gap),
          title = "\(day.date) \(hour.padded(2)):00 UTC: \(Grouped.text(rows)) \(rows == 1 ? "row" : "rows")"
        if rows == 0 {
          parts.append(SVG.rectangle(x + 0.5, y + 0.5, cell - 1, rowHeight - 1, "cell missing", radius: 2, title: title))
          parts.append(SVG.text("✕", x + cell / 2, y + 14, "cross", .middle))
        } else {
          let level = min(5, 1 + Int(4.999 * Double(rows) / max(1, most)))
          parts.append(SVG.rectangle(x, y, cell, rowHeight, "cell level\(level)", radius: 2, title: title))
        }
      }
    }
    let empty = grid.days.reduce(0) { $0 + ($1.hours ?? []).filter { $0 == 0 }.count }
    let label =
      "Rows of \(grid.dataset) by hour in UTC over \(grid.days.count) days; \(empty == 0 ? "no hour is empty" : "\(empty) hours are empty")"
    return SVG.picture(
      width: left + 24 * (cell + gap), height: top + Double(grid.days.count) * (rowHeight + gap), label: label, className: "chart",
      parts.joined())
  }

  private static func name(_ date: LogicalDate) -> String {
    ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][date.weekday] + " " + date.description.dropFirst(5)
  }
}
