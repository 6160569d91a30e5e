import Kernel

/// The two text forms of a status.
enum StatusText {
  static func list(_ document: StatusDocument, _ console: Console) -> String {
    var lines: [String] = []
    if let running = document.running { lines.append("at work now: \(running)") }
    let needy = document.cells.filter { [.failed, .stopped, .interrupted, .gateClosed].contains($0.state) }
    lines.append(needy.isEmpty ? "Nothing needs a person." : "Needs a person:")
    for cell in needy {
      lines.append(
        "  \(mark(cell.state, console)) \(cell.job) \(cell.date): \(Mark.word(cell.state))"
          + (cell.problem.map { ", \($0.code ?? ""): \($0.message)" } ?? ""))
      if let hint = cell.problem?.hint { lines.append("    hint: \(hint)") }
      lines.append("    look: nightshift why \(cell.job) --date \(cell.date)")
    }
    lines.append("")
    var table = TextTable()
    table.add("JOB", "KIND", "LAST SUCCESS", "\(document.to)", "ROWS")
    for job in document.jobs {
      let cell = document.cells.first { $0.job == job.job && $0.date == document.to }
      let rows = cell.map { Self.rows($0) } ?? ""
      table.add(
        job.job.rawValue, job.kind, job.last_success?.description ?? "never", "\(mark(cell?.state, console)) \(Mark.word(cell?.state))",
        rows)
    }
    return (lines + [table.text]).joined(separator: "\n")
  }

  static func grid(_ document: StatusDocument, _ console: Console) -> String {
    let dates = (document.from.daysSinceEpoch...document.to.daysSinceEpoch).map(LogicalDate.init(daysSinceEpoch:))
    var table = TextTable()
    table.add([""] + [dates.map { $0.description.dropFirst(8) }.joined(separator: " ")])
    for job in document.jobs {
      table.add(job.job.rawValue, dates.map { " " + mark(document.state(job.job, $0), console) }.joined(separator: " "))
    }
    let legend =
      [CellState.succeeded, .failed, .gateClosed, .stopped, .interrupted, .running].map { "\(Mark.sign($0)) \(Mark.word($0))" } + [
        "· never ran"
      ]
    return "\(document.from) to \(document.to), one column a logical date\n\(table.text)\n\(legend.joined(separator: "  "))"
  }

  private static func mark(_ state: CellState?, _ console: Console) -> String { console.paint(Mark.sign(state), Mark.style(state)) }

  /// `9,812 in = 9,796 out + 12 duplicate + 4 quarantined`, summed over the tables of the job.
  private static func rows(_ cell: StatusDocument.CellStatus) -> String {
    func sum(_ key: String) -> Int { cell.counts["rows_\(key)"] ?? 0 }
    guard cell.counts.keys.contains(where: { $0.hasPrefix("rows_") }) else { return "" }
    return
      "\(sum("in").grouped) in = \(sum("out").grouped) out + \(sum("duplicate").grouped) duplicate + \(sum("quarantined").grouped) quarantined"
  }
}
