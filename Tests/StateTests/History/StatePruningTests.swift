import Drivers
import Kernel
import State
import TestSupport
import Testing

struct StatePruningTests {
  private let job = JobName("job")

  /// A run of a date at its midnight, with a log.
  private func run(_ day: Int, in state: StateStore) throws {
    let date = LogicalDate(daysSinceEpoch: day), log = "logs/\(date)/job.log"
    let at = date.interval.start
    try Files.makeDirectory("\(state.directory)/logs/\(date)")
    try Files.create("\(state.directory)/\(log)", Array("a line\n".utf8))
    try state.write { writer in
      let run = try writer.beginRun(pipeline: "p", trigger: "run", dates: date...date, asOf: at, at: at)
      let cell = Cell(job: job, date: date)
      let jobRun = JobRunStart(id: day, run: run, cell: cell, reason: "never ran", at: at)
      try writer.complete(
        jobRun, CellRecord(cell: cell, state: .succeeded, settings: ["day": "\(day)"], inputs: [:], counts: [:]), at: at)
      try writer.end(AttemptStart(id: day, jobRun: day, number: 1, log: log, at: at), .succeeded, at: at)
      try writer.endRun(run, exit: .success, at: at)
    }
  }

  @Test func historyGoesAndTruthStays() throws {
    let folder = try ScratchFolder()
    let state = try StateStore(directory: folder.path, mode: .readWrite)
    for day in 20_000...20_002 { try run(day, in: state) }
    let truth = try state.read { try $0.catalogDump() }
    let counts = try state.prune(before: LogicalDate(daysSinceEpoch: 20_002).interval.start)
    #expect(counts.runs == 2 && counts.job_runs == 2 && counts.attempts == 2 && counts.logs == 2)
    #expect(try state.read { try $0.catalogDump() } == truth)
    let logs = try Files.list("\(folder.path)/logs").map(\.path)
    #expect(logs == ["\(LogicalDate(daysSinceEpoch: 20_002))/job.log"])
    #expect(try state.read { try $0.jobRuns(of: Cell(job: job, date: LogicalDate(daysSinceEpoch: 20_000))) }.isEmpty)
    // Again, and further than there is: the newest run stays.
    #expect(try state.prune(before: LogicalDate(daysSinceEpoch: 30_000).interval.start).runs == 0)
  }
}
