import Kernel

/// Jobs down, logical dates across, one letter per cell; what does not fit the width goes on below.
enum StatusGrid {
  /// - Parameter width: columns of the terminal.
  static func text(_ document: StatusDocument, width: Int, paint: (String, Style) -> String) -> String {
    let states = Dictionary(document.cells.map { (Cell(job: $0.job, date: $0.date), $0.state) }, uniquingKeysWith: { $1 })
    let margin = (document.jobs.map { TextTable.width($0.job.rawValue) }.max() ?? 0) + 2
    let dates = document.dates.days
    let room = max(14, width - margin)
    // Few dates are three columns each, under their days; many are one, under the first of their months.
    let isWide = dates.count * 3 <= room
    let blocked = Set(document.blocked)
    func mark(_ cell: Cell, _ state: CellState?) -> String {
      guard state == nil else { return paint(Mark.letter(state), Mark.style(state)) }
      if blocked.contains(cell) { return paint(Mark.blocked, .warning) }
      let isMissed = document.missed.contains { $0.jobs.contains(cell.job) && $0.dates.contains(cell.date) }
      return isMissed ? paint(Mark.missed, .warning) : paint(Mark.letter(nil), Mark.style(nil))
    }
    var blocks: [String] = []
    for start in stride(from: 0, to: dates.count, by: isWide ? dates.count : room) {
      let block = dates[start..<min(dates.count, start + (isWide ? dates.count : room))]
      var lines = [String(repeating: " ", count: margin) + (isWide ? days(block) : months(block))]
      for job in document.jobs {
        let marks = block.map { date in
          let state = states[Cell(job: job.job, date: date)]
          return (isWide ? " " : "") + mark(Cell(job: job.job, date: date), state)
        }
        let name = job.job.rawValue
        lines.append(
          name + String(repeating: " ", count: margin - TextTable.width(name)) + marks.joined(separator: isWide ? " " : ""))
      }
      blocks.append(lines.joined(separator: "\n"))
    }
    return "\(document.dates.readable), one column a logical date\n\n\(blocks.joined(separator: "\n\n"))\n\n\(legend(width: width, paint))"
  }

  private static func days(_ dates: ArraySlice<LogicalDate>) -> String {
    dates.map { String($0.description.dropFirst(8)) }.joined(separator: " ")
  }

  /// `2026-01-01`, then `02-01` where February begins, as far as there is room.
  private static func months(_ dates: ArraySlice<LogicalDate>) -> String {
    var line = ""
    for (column, date) in dates.enumerated() where column == 0 || date.components.day == 1 {
      let label = column == 0 || date.components.month == 1 ? date.description : String(date.description.dropFirst(5))
      guard column == 0 || line.count < column, column + label.count <= max(dates.count, 10) else { continue }
      line += String(repeating: " ", count: column - line.count) + label
    }
    return line
  }

  private static func legend(width: Int, _ paint: (String, Style) -> String) -> String {
    let states: [CellState?] = [.succeeded, .failed, .gateClosed, .stopped, .interrupted, .running, .restated, .void]
    let entries =
      states.map { "\(paint(Mark.letter($0), Mark.style($0))) \(Mark.word($0))" }
      + [
        "\(paint(Mark.blocked, .warning)) upstream failed", "\(paint(Mark.missed, .warning)) missed",
        "\(Mark.letter(nil)) \(Mark.word(nil))",
      ]
    var lines = [""]
    for entry in entries {
      let longer = lines[lines.count - 1] + (lines[lines.count - 1].isEmpty ? "" : "  ") + entry
      if TextTable.width(longer) <= width || lines[lines.count - 1].isEmpty { lines[lines.count - 1] = longer } else { lines.append(entry) }
    }
    return lines.joined(separator: "\n")
  }
}
