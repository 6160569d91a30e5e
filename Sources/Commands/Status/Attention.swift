import JobKit
import Kernel
import Pipeline
import State

/// Something that does not get better by itself, with the command that helps.
struct Attention: Encodable {
  enum Kind: String, Encodable, CaseIterable {
    case failed, stopped, interrupted, missed, deadline, restated
    case gateClosed = "gate_closed"
    case maskKey = "mask_key"

    /// What its command does.
    var verb: String {
      switch self {
      case .missed: "fill"
      case .deadline: "next"
      case .interrupted, .maskKey, .restated: "redo"
      default: "look"
      }
    }

    /// The most urgent first.
    var rank: Int { [.stopped, .failed, .interrupted, .deadline, .gateClosed, .maskKey, .missed, .restated].firstIndex(of: self) ?? 0 }
  }

  let kind: Kind
  let jobs: [JobName]
  let from: LogicalDate
  let to: LogicalDate
  let code: String?
  let message: String
  let hint: String?
  /// Of the last attempt, below the state folder.
  let log: String?
  let command: String

  var dates: ClosedRange<LogicalDate> { from...to }

  static let shape = Shape.object([
    .must("kind", .words(Kind.self), "What is the matter"), .must("jobs", .list(.text), "In the order of a night"),
    .must("from", .date, "First logical date"), .must("to", .date, "Last logical date"), .may("code", .text, "For `nightshift explain`"),
    .must("message", .text, "What happened"), .may("hint", .text, "The way out"),
    .may("log", .text, "The last attempt's log, below the state folder"), .must("command", .text, "What to type next"),
  ])

  /// Cells in a state that needs a person, consecutive dates of a job with the same problem as one.
  static func cells(_ needy: [CellSummary], _ reader: StateReader) throws -> [Attention] {
    var result: [Attention] = []
    for summary in needy.sorted(by: { ($0.cell.job, $0.cell.date) < ($1.cell.job, $1.cell.date) }) {
      let next = try Attention(summary, reader)
      if let last = result.last, last.jobs == next.jobs, last.kind == next.kind, last.code == next.code, last.message == next.message,
        last.to.adding(days: 1) == next.from
      {
        result[result.count - 1] = Attention(
          kind: next.kind, jobs: next.jobs, from: last.from, to: next.to, code: next.code, message: next.message, hint: next.hint,
          log: next.log, command: command(next.kind, next.jobs[0], last.from...next.to))
      } else {
        result.append(next)
      }
    }
    return result
  }

  private init(_ summary: CellSummary, _ reader: StateReader) throws {
    let cell = summary.cell
    let attempt = try reader.jobRuns(of: cell).last.flatMap { try reader.attempts(ofJobRun: $0.id).last }
    let kind: Kind =
      switch summary.state {
      case .stopped: .stopped
      case .gateClosed: .gateClosed
      case .failed: .failed
      default: .interrupted
      }
    self.init(
      kind: kind, jobs: [cell.job], from: cell.date, to: cell.date, code: attempt?.code,
      message: attempt?.message ?? Mark.word(kind == .interrupted ? .interrupted : summary.state),
      hint: attempt?.hint, log: attempt?.log, command: Self.command(kind, cell.job, cell.date...cell.date))
  }

  /// What was interrupted has no cause to look for.
  private static func command(_ kind: Kind, _ job: JobName, _ dates: ClosedRange<LogicalDate>) -> String {
    kind == .interrupted
      ? "nightshift backfill --from \(dates.lowerBound) --to \(dates.upperBound) --select \(job)+"
      : "nightshift why \(job) --date \(dates.upperBound)"
  }

  init(
    kind: Kind, jobs: [JobName], from: LogicalDate, to: LogicalDate, code: String? = nil, message: String, hint: String? = nil,
    log: String? = nil, command: String
  ) {
    self.kind = kind
    self.jobs = jobs
    self.from = from
    self.to = to
    self.code = code
    self.message = message
    self.hint = hint
    self.log = log
    self.command = command
  }

  /// Cells that a person let be done again, on dates that no nightly run comes by any more.
  static func restated(_ summaries: [CellSummary], pipeline: LoadedPipeline, lastClosed: LogicalDate) -> [Attention] {
    let reach = lastClosed.adding(days: 1 - max(pipeline.lookbackDays, pipeline.document.schedule.catchupLimit))
    let dates = Dictionary(grouping: summaries.map(\.cell).filter { $0.date < reach }, by: \.job).mapValues { Set($0.map(\.date)) }
    var jobs: [ClosedRange<LogicalDate>: [JobName]] = [:]
    for job in pipeline.ordered.map(\.name) {
      let restated = dates[job] ?? []
      for first in restated where !restated.contains(first.adding(days: -1)) {
        var last = first
        while restated.contains(last.adding(days: 1)) { last = last.adding(days: 1) }
        jobs[first...last, default: []].append(job)
      }
    }
    return jobs.map { dates, jobs in
      Attention(
        kind: .restated, jobs: jobs, from: dates.lowerBound, to: dates.upperBound, message: "no nightly run comes by any more",
        command: "nightshift backfill --from \(dates.lowerBound) --to \(dates.upperBound) --select "
          + jobs.map(\.rawValue).joined(separator: ","))
    }
  }

  /// Missed nights that no run fills by itself.
  static func missed(_ missed: [Missed], _ pipeline: LoadedPipeline) -> [Attention] {
    missed.filter { !$0.caught_up }.map { missed in
      Attention(
        kind: .missed, jobs: missed.jobs, from: missed.from, to: missed.to, message: "no run has looked at it, and it is outside catchup",
        hint: "or say that nothing will be there: nightshift mark void", command: missed.command(pipeline))
    }
  }
}
