import JobKit
import Kernel
import Pipeline
import Runner
import State
import Testing

struct DeadlineTests {
  /// A night begins at 02:00. Each job took an hour every time.
  private func place(_ jobs: String, head: String = "") throws -> (Installation, LoadedPipeline) {
    let place = try Installation()
    let pipeline = try place.load(jobs, head: head)
    let state = try StateStore(directory: place.state, mode: .readWrite)
    try state.write { writer in
      for day in 2...5 {
        let date = place.date.adding(days: -day)
        let run = try writer.beginRun(pipeline: "test", trigger: "run", dates: date...date, asOf: date.start, at: date.start)
        for job in pipeline.ordered {
          let cell = Cell(job: job.name, date: date)
          let start = JobRunStart(
            id: try writer.reader.lastRows().jobRun + 1, run: run, cell: cell, reason: "never ran", at: date.start)
          let record = CellRecord(cell: cell, state: .succeeded, settings: job.settings, inputs: [:], counts: [:])
          try writer.complete(start, record, at: date.start.adding(seconds: 3600))
        }
        try writer.endRun(run, exit: .success, at: date.start)
      }
    }
    return (place, pipeline)
  }

  private let chain = """
    a: { kind: scripted }
    b: { kind: scripted, needs: [a], behaviour: yield }
    c: { kind: scripted, needs: [b] }
    side: { kind: scripted }
    """

  @Test func aPlanTellsWhatItsDeadlineWillMiss() async throws {
    // Three hours in a row from 02:00.
    let (place, pipeline) = try place(chain, head: "deadline: 04:30")
    let risk = try #require(try await place.plan(pipeline).deadlineRisks.first)
    #expect(risk.cell.description == "c@2026-11-21")
    #expect(risk.predicted.description.hasPrefix("2026-11-22T05:00:00") && risk.late == .seconds(1800))
    let (enough, relaxed) = try self.place(chain, head: "deadline: 05:30")
    #expect(try await enough.plan(relaxed).deadlineRisks.isEmpty)
  }

  @Test func aJobHasItsOwnDeadlineAndIsToldOfOnceBeforeAnythingRan() async throws {
    let (place, pipeline) = try place(chain.replacing("needs: [a], ", with: "needs: [a], deadline: 03:30, "))
    let recorder = Recorder()
    try await place.run(pipeline, parallel: 1, emit: recorder.add)
    #expect(recorder.risks.map(\.cell.description) == ["b@2026-11-21"])
    let told = recorder.events.firstIndex { if case .deadlineAtRisk = $0 { true } else { false } }
    let ended = recorder.events.firstIndex { if case .cellFinished = $0 { true } else { false } }
    #expect(try #require(told) < (try #require(ended)))
  }

  /// Without a history another job is the last one after each end: it is still one deadline.
  @Test func aNightThatIsLateIsToldOfOnce() async throws {
    let place = try Installation()
    let recorder = Recorder()
    try await place.night(try place.load(chain, head: "deadline: 02:30"), now: { Instant("2026-11-22T03:00:00Z")! }, emit: recorder.add)
    #expect(recorder.risks.map(\.summary) == ["the night of 2026-11-21 has missed its deadline (2026-11-22T02:30:00Z)"])
  }

  @Test func aRiskNamesTheJobThatItIsDueToUnlessItIsTheJobItself() async throws {
    let (place, pipeline) = try place(chain.replacing("needs: [b]", with: "needs: [b], deadline: 02:30"))
    let own = "c 2026-11-21 will probably be done at 2026-11-22T05:00:00Z, 2 h 30 m after its deadline (2026-11-22T02:30:00Z)"
    #expect(try await place.plan(pipeline).deadlineRisks.map(\.summary) == [own])
    let (other, whole) = try self.place(chain, head: "deadline: 04:30")
    let night = "the night of 2026-11-21 will probably be done at 2026-11-22T05:00:00Z, 30 m 00 s after its deadline (2026-11-22T04:30:00Z)"
    #expect(try await other.plan(whole).deadlineRisks.map(\.summary) == [night + ", because of c"])
  }

  @Test func whatIsNotAskedForMissesNothing() async throws {
    let (place, pipeline) = try place(chain.replacing("needs: [b]", with: "needs: [b], deadline: 02:30"))
    try await place.run(pipeline)
    let recorder = Recorder()
    try await place.night(pipeline, selected: [JobName("side")], now: { Instant("2026-11-22T03:00:00Z")! }, emit: recorder.add)
    #expect(recorder.risks.isEmpty)
  }

  @Test func whatIsUpToDateMissesNothing() async throws {
    let (place, pipeline) = try place(chain, head: "deadline: 02:30")
    try await place.run(pipeline)
    #expect(try await place.plan(pipeline).deadlineRisks.isEmpty)
    let recorder = Recorder()
    try await place.run(pipeline, emit: recorder.add)
    #expect(recorder.risks.isEmpty)
  }

  @Test func aPlanKnowsWhatItsJobsTookLately() async throws {
    let (place, pipeline) = try place("a: { kind: scripted }")
    let planned = try #require(try await place.plan(pipeline).first)
    #expect(planned.estimate == .seconds(3600) && planned.history?.duration.p90 == .seconds(3600))
  }
}
