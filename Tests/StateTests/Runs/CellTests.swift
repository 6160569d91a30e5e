import Drivers
import GRDB
import Kernel
import State
import TestSupport
import Testing

struct CellTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  let cell = Cell(job: JobName("job"), date: LogicalDate(year: 2026, month: 11, day: 21)!)

  private func succeeded() throws -> StateStore {
    let state = try StateStore(directory: folder.path, mode: .readWrite)
    let record = CellRecord(
      cell: cell, state: .succeeded, settings: ["kind": "x"], inputs: ["raw.t": "v1"], counts: ["objects": 3])
    try state.write { writer in
      let run = try writer.beginRun(
        pipeline: "p", trigger: "run", dates: cell.date...cell.date, asOf: Instant(seconds: 0), at: Instant(seconds: 0))
      let cause = Cause(inputs: [Cause.Change(name: "raw.t", old: nil, new: "v1")])
      let start = JobRunStart(id: 1, run: run, cell: cell, reason: "never ran", cause: cause, at: Instant(seconds: 1))
      try writer.begin(start)
      try writer.complete(start, record, at: Instant(seconds: 2))
    }
    #expect(try state.read { try $0.cell(cell) } == record)
    return state
  }

  @Test func whatARunAfterTheSuccessKeeps() throws {
    let state = try succeeded()
    try state.write { writer in
      let start = JobRunStart(id: 2, run: 1, cell: cell, reason: "forced", at: Instant(seconds: 3))
      try writer.begin(start)
      try writer.end(start, .failed, at: Instant(seconds: 4))
    }
    let record = try #require(try state.read { try $0.cell(cell) })
    #expect(record.state == .failed && record.settings == ["kind": "x"] && record.inputs == ["raw.t": "v1"])
    #expect(try state.read { try $0.jobRuns(of: cell) }.map(\.cause.inputs.count) == [1, 0])
  }

  /// A job that has ended before its begin was stored leaves the rows of one that was.
  @Test(arguments: [CellState.succeeded, .failed]) func anEndNeedsNoBegin(_ end: CellState) throws {
    func rows(_ name: String, beginning: Bool) throws -> ([JobRunRecord], [AttemptRecord], CellRecord?) {
      let state = try StateStore(directory: "\(folder.path)/\(name)", mode: .readWrite)
      let start = JobRunStart(id: 7, run: 1, cell: cell, reason: "forced", at: Instant(seconds: 3))
      let attempt = AttemptStart(id: 9, jobRun: 7, number: 1, log: "x", at: Instant(seconds: 3))
      try state.write { writer in
        _ = try writer.beginRun(
          pipeline: "p", trigger: "run", dates: cell.date...cell.date, asOf: Instant(seconds: 0), at: Instant(seconds: 0))
        if beginning {
          try writer.begin(start)
          try writer.begin(attempt)
        }
        if end == .failed {
          try writer.end(start, end, at: Instant(seconds: 4))
        } else {
          try writer.complete(
            start, CellRecord(cell: cell, state: end, settings: ["a": "b"], inputs: [:], counts: ["n": 1]), at: Instant(seconds: 4))
        }
        try writer.end(attempt, end, failure: end == .failed ? Failure(1, "no") : nil, hasLog: false, at: Instant(seconds: 4))
      }
      return try state.read { (try $0.jobRuns(of: cell), try $0.attempts(ofJobRun: 7), try $0.cell(cell)) }
    }
    let (late, early) = (try rows("late", beginning: false), try rows("early", beginning: true))
    #expect(late.0 == early.0 && late.1 == early.1 && late.2 == early.2)
    #expect(late.0.map(\.state) == [end] && late.1.map(\.state) == [end] && late.2?.state == end)
  }

  /// Whatever decides: a value that this program did not write is never believed.
  @Test(arguments: [
    "state = 'failed'", "settings = settings + 1", "inputs = inputs - 1", "mark_id = 1", "seal = seal + 1", "date = '2026-11-22'",
    "job = 'jpb'", "state = 'sukceeded'",
  ])
  func aChangedCellIsDamage(change: String) throws {
    _ = try succeeded()
    let queue = try DatabaseQueue(path: StateStore.path(in: folder.path))
    try queue.write { try $0.execute(sql: "UPDATE cell SET \(change)") }
    try queue.close()
    let state = try StateStore(directory: folder.path, mode: .readOnly)
    let failure = #expect(throws: Failure.self) {
      _ = try state.read { try $0.cells(cell.date.adding(days: -9)...cell.date.adding(days: 9)) }
    }
    #expect(failure?.code == 5010)
  }

  @Test func aChangedDocumentIsDamage() throws {
    _ = try succeeded()
    let queue = try DatabaseQueue(path: StateStore.path(in: folder.path))
    try queue.write { try $0.execute(sql: "UPDATE document SET text = replace(text, 'x', 'y')") }
    try queue.close()
    let state = try StateStore(directory: folder.path, mode: .readOnly)
    #expect(#expect(throws: Failure.self) { _ = try state.read { try $0.cell(cell) } }?.code == 5010)
  }

  @Test func jobsThatAreSkippedAlikeShareARow() throws {
    let state = try StateStore(directory: folder.path, mode: .readWrite)
    let cells = ["a", "b \"c\"", "d"].map { Cell(job: JobName($0), date: cell.date) }
    for run in 1...2 {
      try state.write { writer in
        try writer.recordSkips(run: run, cells.map { Skip(cell: $0, reason: $0.job.rawValue == "d" ? "disabled" : "up to date") })
      }
    }
    #expect(
      try state.read { try $0.skips(ofRun: 2) }.map { "\($0.job): \($0.reason)" } == [
        "a: up to date", "b \"c\": up to date", "d: disabled",
      ])
    #expect(try state.read { try $0.skips(of: cells[1]) }.map { "\($0.run) \($0.job)" } == ["1 b \"c\"", "2 b \"c\""])
    #expect(try state.read { try $0.skips(of: Cell(job: JobName("c"), date: cell.date)) }.isEmpty)
    let queue = try DatabaseQueue(path: StateStore.path(in: folder.path))
    #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM skip") } == 4)
    #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM document") } == 2)
    try queue.close()
    // What skips refer to is not taken for unused.
    _ = try state.prune(before: Instant(seconds: 0))
    #expect(try state.read { try $0.skips(ofRun: 1) }.count == 3)
  }

  @Test func consecutiveDatesWithOneReasonAreOneRow() throws {
    let state = try StateStore(directory: folder.path, mode: .readWrite)
    let job = cell.job, date = cell.date
    let skips = [0, 1, 2, 4, 5].map { Skip(cell: Cell(job: job, date: date.adding(days: $0)), reason: $0 == 5 ? "disabled" : "up to date") }
    try state.write { try $0.recordSkips(run: 7, skips.reversed()) }
    let records = try state.read { try $0.skips(ofRun: 7) }
    #expect(records.map { $0.lastDate.daysSinceEpoch - $0.firstDate.daysSinceEpoch } == [2, 0, 0])
    #expect(records.map(\.reason) == ["up to date", "up to date", "disabled"])
    #expect(try state.read { try $0.skips(of: Cell(job: job, date: date.adding(days: 3))) }.isEmpty)
    #expect(try state.read { try $0.skips(of: Cell(job: job, date: date.adding(days: 2))) }.map(\.run) == [7])
  }
}
