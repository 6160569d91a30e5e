import JobKit
import Kernel
import Pipeline
import State

/// `nightshift.status/1`: what needs a person, and the cells of a range of dates with the ways their rows took.
struct StatusDocument: JSONDocument, Encodable {
  static let name = "status"
  static let about = "how each job stands, what needs a person first"
  static let members: [Shape.Member] = [
    .must("pipeline", .text, "Its name"), .must("from", .date, "First logical date"), .must("to", .date, "Last logical date"),
    .may("as_of", .instant, "NIGHTSHIFT_AS_OF is set: the moment that everything is judged by"),
    .may("running", .text, "A run is at work: what it wrote into its lock"),
    .must("attention", .list(Attention.shape), "What needs a person, on whatever date; the most urgent first"),
    .must("missed", .list(Missed.shape), "Nights on which jobs have not been, on whatever date, oldest first"),
    .must(
      "blocked", .list(.object([.must("job", .text, "The job's name"), .must("date", .date, "The logical date")])),
      "Cells of these dates that wait for one that did not succeed"),
    .must(
      "jobs",
      .list(
        .object([
          .must("job", .text, "Its name"), .must("kind", .text, "Its kind"),
          .may("last_success", .date, "The newest logical date it succeeded on"),
        ])), "In the order of a night"),
    .must(
      "cells",
      .list(
        .object([
          .must("job", .text, "The job's name"), .must("date", .date, "The logical date"),
          .must("state", .words(CellState.self), "How it stands"), .must("counts", .map(.integer), "What it counted"),
          .may(
            "mark",
            .object([.must("act", .words(MarkRecord.Act.self), "What"), .must("by", .text, "Who"), .must("why", .text, "The reason given")]
            ),
            "What a person said about it, where that is why it stands so"),
          .must(
            "edges",
            .list(
              .object([
                .must("table", .text, "zone.name"), .must("edge", .words(EdgeCount.Edge.self), "Which way the rows took"),
                .must("reason", .text, "Which kind of it"), .must("rows", .integer, "How many"),
              ])), "Where its rows went: in = out + duplicate + quarantined for each table"),
        ])), "By date and job; a cell that no run has looked at is not there"),
  ]

  struct CellStatus: Encodable {
    struct Mark: Encodable {
      let act: MarkRecord.Act
      let by: String
      let why: String
    }

    let job: JobName
    let date: LogicalDate
    let state: CellState
    let counts: [String: Int]
    let mark: Mark?
    let edges: [EdgeCount]
  }

  struct JobStatus: Encodable {
    let job: JobName
    let kind: String
    let last_success: LogicalDate?
  }

  let schema = Self.schemaName
  let pipeline: String
  let from: LogicalDate
  let to: LogicalDate
  let as_of: String?
  let running: String?
  let attention: [Attention]
  let missed: [Missed]
  let blocked: [Cell]
  let jobs: [JobStatus]
  let cells: [CellStatus]

  var dates: ClosedRange<LogicalDate> { from...to }

  init(pipeline: LoadedPipeline, state: StateStore, dates: ClosedRange<LogicalDate>, now: Instant, asOf: Instant?) throws {
    as_of = asOf?.description
    self.pipeline = pipeline.document.name
    (from, to) = (dates.lowerBound, dates.upperBound)
    let holder = StatusLock.holder(state.directory)
    running = holder
    let lastClosed = pipeline.document.schedule.lastClosed(at: now)
    (attention, missed, blocked, jobs, cells) = try state.read { reader in
      let needy = try reader.cellSummaries(in: CellState.needingAPerson.union(holder == nil ? [.running] : []))
      let waiting = Set(needy.flatMap { need in pipeline.graph.downstream(of: need.cell.job).map { Cell(job: $0, date: need.cell.date) } })
      let missed = Missed.all(try reader.gaps(until: lastClosed), blocked: waiting, pipeline: pipeline, lastClosed: lastClosed)
      let attention =
        try Attention.cells(needy, reader)
        + Deadlines(pipeline: pipeline, date: lastClosed, now: now, isAtWork: holder != nil).attention(reader)
        + MaskKeyChange.all(pipeline, reader).map(\.attention) + Attention.missed(missed, pipeline)
        + Attention.restated(reader.cellSummaries(in: [.restated]), pipeline: pipeline, lastClosed: lastClosed)
      let jobs = try pipeline.ordered.map { job in
        JobStatus(job: job.name, kind: job.declaration.kind, last_success: try reader.lastSuccess(of: job.name))
      }
      let edges = try reader.edgeCounts(dates)
      let cells = try reader.cellSummaries(dates).map { summary in
        CellStatus(
          job: summary.cell.job, date: summary.cell.date, state: StatusLock.seen(summary.state, holder: holder), counts: summary.counts,
          mark: summary.mark.map { CellStatus.Mark(act: $0.act, by: $0.user, why: $0.reason) }, edges: edges[summary.cell] ?? [])
      }
      let known = Set(cells.map { Cell(job: $0.job, date: $0.date) })
      return (
        attention.sorted { ($0.kind.rank, $1.to, $0.jobs[0]) < ($1.kind.rank, $0.to, $1.jobs[0]) }, missed,
        waiting.filter { dates.contains($0.date) && !known.contains($0) }.sorted(), jobs, cells
      )
    }
  }
}
