import ArgumentParser
import Kernel
import State

/// `nightshift why`: every decision ever made about a cell, and what came of it.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Show why a job ran, was skipped or failed on a date.", discussion: ExitCodeHelp.asking)

  @Argument(help: "The job's name.") var job: String
  @Option(name: .long, help: ArgumentHelp("The logical date.", valueName: "date")) var date: String?
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let cell = Cell(job: try session.job(job, pipeline), date: try session.date(date, pipeline))
    let document = try session.stateToRead(pipeline).read { reader in
      WhyDocument(
        cell: cell, state: try reader.cell(cell)?.state,
        decisions: try reader.decisions(of: cell).map { run in
          WhyDocument.Line(
            run: run.run, at: run.startedAt.description, verdict: run.verdict, reason: run.reason, state: run.state, counts: run.counts,
            attempts: try reader.attempts(ofJobRun: run.id).map {
              WhyDocument.Attempt(number: $0.number, state: $0.state, code: $0.code, message: $0.message, hint: $0.hint, log: $0.log)
            })
        })
    }
    if global.json { return try session.console.print(json: document) }
    session.console.print(Self.text(document, session.console))
  }

  private static func text(_ document: WhyDocument, _ console: Console) -> String {
    var lines = [
      "\(document.job) \(document.date) \(document.interval): \(console.paint(Mark.word(document.state), Mark.style(document.state)))"
    ]
    for line in document.decisions {
      lines.append(
        "run \(line.run) at \(line.at): \(line.verdict), \(line.reason)" + (line.verdict == "run" ? " -> \(Mark.word(line.state))" : ""))
      for attempt in line.attempts {
        if let message = attempt.message { lines.append("  attempt \(attempt.number): \(attempt.code ?? "") \(message)") }
        if let hint = attempt.hint { lines.append("    hint: \(hint)") }
      }
      if line.state != .skipped, let log = line.attempts.last?.log { lines.append("  log: \(log)") }
    }
    if document.decisions.isEmpty {
      lines.append("no run has looked at it yet; `nightshift plan --date \(document.date)` shows what would happen")
    }
    return lines.joined(separator: "\n")
  }
}

/// `nightshift.why/1`.
struct WhyDocument: JSONDocument, Encodable {
  static let name = "why"
  static let about = "why a job ran, was skipped or failed on a date"
  static let members: [Shape.Member] = [
    .must("job", .text, "Its name"), .must("date", .date, "The logical date"), .must("interval", .text, "Its half-open interval of data"),
    .may("state", .words(CellState.self), "How it stands"),
    .must(
      "decisions",
      .list(
        .object([
          .must("run", .integer, "The run's number"), .must("at", .instant, "When"),
          .must("verdict", .word(["run", "skip"]), "What was decided"), .must("reason", .text, "Why"),
          .must("state", .words(CellState.self), "What came of it"), .must("counts", .map(.integer), "What it counted"),
          .must(
            "attempts",
            .list(
              .object([
                .must("number", .integer, "From 1"), .must("state", .words(CellState.self), "How it ended"),
                .may("code", .text, "For `nightshift explain`"),
                .may("message", .text, "What happened"), .may("hint", .text, "The way out"), .must("log", .text, "Below the state folder"),
              ])), "In their order"),
        ])), "Oldest first"),
  ]

  struct Attempt: Encodable {
    let number: Int
    let state: CellState
    let code: String?
    let message: String?
    let hint: String?
    let log: String
  }

  struct Line: Encodable {
    let run: Int
    let at: String
    let verdict: String
    let reason: String
    let state: CellState
    let counts: [String: Int]
    let attempts: [Attempt]
  }

  let schema = Self.schemaName
  let job: JobName
  let date: LogicalDate
  let interval: String
  let state: CellState?
  let decisions: [Line]

  init(cell: Cell, state: CellState?, decisions: [Line]) {
    (job, date, interval) = (cell.job, cell.date, cell.date.interval.description)
    self.state = state
    self.decisions = decisions
  }
}
