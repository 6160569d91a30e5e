import JobKit
import Kernel
import Pipeline
import State

/// `nightshift.why/1`.
struct WhyDocument: JSONDocument, Encodable {
  static let name = "why"
  static let about = "why a job ran, was skipped or failed on a date"
  static let definitions = ["cause": WhyCause.shape]
  static let members: [Shape.Member] = [
    .must("job", .text, "Its name"), .must("date", .date, "The logical date"),
    .must("interval", .text, "Its half-open interval of data"),
    .may("state", .words(CellState.self), "How it stands; not there when no run has looked at it"),
    .may(
      "now", .object([.must("verdict", .word(["run", "skip"]), "What is decided"), .must("reason", .text, "Why")]),
      "What a backfill of the date would decide now"),
    .may("note", .text, "Why there are no decisions to tell of"),
    .must(
      "decisions",
      .list(
        .object([
          .may("run", .integer, "The run's number; not there for what a person said"), .must("at", .instant, "When"),
          .must("verdict", .word(["run", "skip", "mark"]), "What was decided"), .must("reason", .text, "Why"),
          .may("state", .words(CellState.self), "What came of a decision to run"), .must("counts", .map(.integer), "What it counted"),
          .must("causes", .list(.named("cause")), "What exactly led to it, each with what that came from"),
          .must(
            "attempts",
            .list(
              .object([
                .must("number", .integer, "From 1"), .must("state", .words(CellState.self), "How it ended"),
                .must("started", .instant, "When it began"), .may("code", .text, "For `nightshift explain`"),
                .may("message", .text, "What happened"), .may("hint", .text, "The way out"),
                .may("log", .text, "Below the state folder; not there when the attempt wrote none"),
              ])), "In their order"),
        ])), "Newest first"),
  ]

  struct Attempt: Encodable {
    let number: Int
    let state: CellState
    let started: String
    let code: String?
    let message: String?
    let hint: String?
    let log: String?
  }

  struct Line: Encodable {
    let run: Int?
    let at: String
    let verdict: String
    let reason: String
    let state: CellState?
    let counts: [String: Int]
    let causes: [WhyCause]
    let attempts: [Attempt]
  }

  struct Now: Encodable {
    let verdict: String
    let reason: String
  }

  let schema = Self.schemaName
  let job: JobName
  let date: LogicalDate
  let interval: String
  let state: CellState?
  let now: Now?
  let note: String?
  let decisions: [Line]

  /// - Parameter holder: who is at work on the state; nil when nobody is.
  init(_ cell: Cell, now: Decision?, at moment: Instant, holder: String?, pipeline: LoadedPipeline, reader: StateReader) throws {
    (job, date, interval) = (cell.job, cell.date, cell.date.interval.description)
    self.now = now.map { Now(verdict: $0.verdict, reason: $0.reason) }
    state = try reader.cell(cell).map { StatusLock.seen($0.state, holder: holder) }
    let chain = WhyChain(pipeline: pipeline, reader: reader)
    let history = try reader.jobRuns(of: cell)
    let decided = try reader.decisions(of: cell).map { decision in
      (
        decision.startedAt,
        Line(
          run: decision.run, at: decision.startedAt.description, verdict: decision.verdict, reason: decision.reason,
          state: decision.verdict == "run" ? StatusLock.seen(decision.state, holder: holder) : nil, counts: decision.counts,
          causes: try decision.verdict == "run" ? chain.causes(of: decision, in: history) : chain.blockers(of: decision),
          attempts: try reader.attempts(ofJobRun: decision.id).map {
            Attempt(
              number: $0.number, state: StatusLock.seen($0.state, holder: holder), started: $0.startedAt.description, code: $0.code,
              message: $0.message, hint: $0.hint,
              log: $0.log)
          })
      )
    }
    let said = try reader.marks(of: cell).map { mark in
      (
        mark.at,
        Line(
          run: nil, at: mark.at.description, verdict: "mark", reason: "\(mark.act.rawValue) by \(mark.user): \(mark.reason)", state: nil,
          counts: [:], causes: [], attempts: [])
      )
    }
    // Runs are in their order, whatever clock they were given; what a person said stands behind the last run that had begun by then.
    var told = decided
    for mark in said {
      told.insert(mark, at: (told.lastIndex { $0.0 <= mark.0 } ?? -1) + 1)
    }
    decisions = told.reversed().map(\.1)
    note = decisions.isEmpty ? Self.note(cell.date, isKnown: state != nil, pipeline.document.schedule, moment) : nil
  }

  private static func note(_ date: LogicalDate, isKnown: Bool, _ schedule: Schedule, _ moment: Instant) -> String {
    if isKnown { return "how it came to this is not known: its runs were forgotten (`state prune`) or lost (`state rebuild`)" }
    if date < schedule.start { return "it is before schedule.start (\(schedule.start)): no run will look at it" }
    if date.interval.end > moment { return "its interval has not ended yet" }
    return "no run has looked at it yet"
  }
}
