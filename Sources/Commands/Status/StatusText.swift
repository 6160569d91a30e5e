import Kernel

/// The text form of a status: what needs a person, then a line for each job.
enum StatusText {
  static func list(_ document: StatusDocument, _ console: Console) -> String {
    var lines: [String] = []
    if let moment = document.as_of { lines.append("As of \(moment), by NIGHTSHIFT_AS_OF.") }
    if let running = document.running { lines.append("at work now: \(running)") }
    lines.append(document.attention.isEmpty ? "Nothing needs a person." : "Needs a person:")
    for item in document.attention { lines += self.lines(item, console) }
    for missed in document.missed where missed.caught_up {
      // What has missed its deadline has been told of above.
      let late = document.attention.filter { $0.kind == .deadline && $0.to == missed.to }.flatMap(\.jobs)
      let last = late.isEmpty || !Set(missed.jobs).isSubset(of: late) ? missed.to : missed.to.adding(days: -1)
      guard missed.from <= last else { continue }
      lines.append("The next run catches up \((missed.from...last).readable): \(missed.jobs.map(\.rawValue).joined(separator: ", ")).")
    }
    lines.append("")
    var table = TextTable()
    table.add("JOB", "KIND", "LAST SUCCESS", "\(document.to)", "ROWS")
    for job in document.jobs {
      let cell = document.cells.first { $0.job == job.job && $0.date == document.to }
      table.add(
        job.job.rawValue, job.kind, job.last_success?.description ?? "never",
        "\(console.paint(Mark.sign(cell?.state), Mark.style(cell?.state))) \(Mark.word(cell?.state))", cell.map(rows) ?? "")
    }
    return (lines + [table.text]).joined(separator: "\n")
  }

  private static func lines(_ item: Attention, _ console: Console) -> [String] {
    let jobs = item.jobs.count > 3 ? "\(item.jobs.count) jobs" : item.jobs.map(\.rawValue).joined(separator: ", ")
    let days = item.to.daysSinceEpoch - item.from.daysSinceEpoch + 1
    let (sign, style, word) = look(item.kind)
    var lines = [
      "  \(console.paint(sign, style)) \(jobs) \(item.dates.readable)" + (days > 1 ? " (\(days.grouped))" : "") + ": \(word)"
        + (item.message == word ? "" : ", " + (item.code.map { "\($0): " } ?? "") + item.message.escapedControls)
    ]
    if let hint = item.hint { lines.append("    hint: \(hint)") }
    lines.append("    \(item.kind.verb): \(item.command)")
    return lines
  }

  private static func look(_ kind: Attention.Kind) -> (sign: String, style: Style, word: String) {
    func of(_ state: CellState) -> (String, Style, String) { (Mark.sign(state), Mark.style(state), Mark.word(state)) }
    return switch kind {
    case .failed: of(.failed)
    case .stopped: of(.stopped)
    case .interrupted: of(.interrupted)
    case .restated: of(.restated)
    case .gateClosed: of(.gateClosed)
    case .missed: (Mark.missed, .warning, "missed")
    case .deadline: ("D", .warning, "deadline")
    case .maskKey: ("K", .warning, "another key")
    }
  }

  /// `9,812 in = 9,796 out + 12 duplicate + 4 quarantined`, summed over the tables of the job.
  private static func rows(_ cell: StatusDocument.CellStatus) -> String {
    func sum(_ key: String) -> Int { cell.counts["rows_\(key)"] ?? 0 }
    guard cell.counts.keys.contains(where: { $0.hasPrefix("rows_") }) else { return "" }
    return
      "\(sum("in").grouped) in = \(sum("out").grouped) out + \(sum("duplicate").grouped) duplicate + \(sum("quarantined").grouped) quarantined"
  }
}
