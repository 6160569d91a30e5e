import JobKit
import Kernel
import Pipeline
import Runner
import State
import Testing

struct SchedulingTests {
  @Test func aCrawlWaitsForWhatItNeedsAlsoWhenThatIsNoCrawl() async throws {
    let place = try Installation()
    let pipeline = try place.load(
      """
      prepare: { kind: scripted }
      crawl: { kind: scripted_crawl, needs: [prepare] }
      rest: { kind: scripted, needs: [crawl] }
      """, catchup: 2)
    try await place.run(pipeline, on: place.date.adding(days: -2))
    let recorder = Recorder()
    let summary = try await place.run(pipeline, parallel: 1, emit: recorder.add)
    #expect(summary.exit == .success)
    // Its own date's discovery, then that of the date it catches up, then the rest of that, then the rest of its own.
    #expect(
      recorder.starts == [
        "prepare@2026-11-21", "crawl@2026-11-21", "prepare@2026-11-20", "crawl@2026-11-20", "rest@2026-11-20", "rest@2026-11-21",
      ])
  }

  @Test func jobsThatShareAPoolTakeTurns() async throws {
    let place = try Installation()
    let pipeline = try place.load(
      """
      a: { kind: scripted, behaviour: yield, uses: shop }
      b: { kind: scripted, behaviour: yield, uses: shop }
      c: { kind: scripted, behaviour: yield, uses: { shop: 1 } }
      """, head: "pools: { shop: 1 }")
    let run = try await place.run(pipeline, parallel: 3)
    #expect(run.reasons.count == 3)
    #expect(try place.atOnce(["a", "b", "c"], run: run.run) == 1)
  }

  @Test func higherPrioritiesGoFirst() async throws {
    let place = try Installation()
    let pipeline = try place.load("a: { kind: scripted }\nb: { kind: scripted, priority: 1 }\nc: { kind: scripted, priority: -1 }")
    let recorder = Recorder()
    try await place.run(pipeline, parallel: 1, emit: recorder.add)
    #expect(recorder.starts == ["b@2026-11-21", "a@2026-11-21", "c@2026-11-21"])
  }

  /// Started and not ended, as a crash between two transactions leaves it: it runs again.
  @Test func whatWasNotRecordedAsEndedRunsAgain() async throws {
    let place = try Installation()
    let pipeline = try place.load("one: { kind: scripted }")
    let cell = Cell(job: JobName("one"), date: place.date)
    let state = try StateStore(directory: place.state, mode: .readWrite)
    try state.write { writer in
      let run = try writer.beginRun(
        pipeline: "test", trigger: "run", dates: cell.date...cell.date, asOf: .init(seconds: 0), at: .init(seconds: 0))
      try writer.begin(JobRunStart(id: 1, run: run, cell: cell, reason: "never ran", at: .init(seconds: 0)))
      try writer.begin(AttemptStart(id: 1, jobRun: 1, number: 1, log: "x", at: .init(seconds: 0)))
    }
    #expect(try await place.run(pipeline).reasons == ["one@2026-11-21": "interrupted"])
    #expect(try place.read { try $0.jobRuns(of: cell) }.map(\.state) == [.interrupted, .succeeded])
  }

  @Test func aNightOutsideCatchupStaysMissed() async throws {
    let place = try Installation()
    let pipeline = try place.load("job: { kind: scripted }\ncrawl: { kind: scripted_crawl, lookback: 4d }", catchup: 1)
    try await place.run(pipeline, on: place.date.adding(days: -4))
    let summary = try await place.run(pipeline)
    #expect(summary.reasons["job@2026-11-20"] == "never ran")
    #expect(summary.reasons["job@2026-11-19"] == "outside catchup")
    #expect(try place.read { try $0.cell(Cell(job: JobName("job"), date: place.date.adding(days: -2))) } == nil)
    try await place.backfill(pipeline, place.date.adding(days: -2)...place.date)
    #expect(try place.read { try $0.cell(Cell(job: JobName("job"), date: place.date.adding(days: -2))) }?.state == .succeeded)
  }

  @Test func anImplausibleClockStopsWhatDeletesAndWarnsOtherwise() async throws {
    let place = try Installation()
    let pipeline = try place.load(
      "purge: { kind: scripted_purge, work: 3 objects }\nidle: { kind: scripted_purge }\njob: { kind: scripted }")
    try await place.run(pipeline, on: place.date.adding(days: 1))
    let recorder = Recorder()
    let summary = try await place.run(pipeline, emit: recorder.add)
    #expect(summary.exit == .safetyStop)
    #expect(summary.reasons["purge@2026-11-21"]?.hasPrefix("implausible clock: it says 2026-11-22T02:00:00Z") == true)
    #expect(summary.reasons["idle@2026-11-21"] == "never ran" && summary.reasons["job@2026-11-21"] == "never ran")
    #expect(recorder.events.contains { if case .notice(.warning, let text) = $0 { text.contains("clock") } else { false } })
    #expect(try place.read { try $0.skips(ofRun: summary.run) }.map(\.job.rawValue) == ["purge"])
  }

  @Test func whatWasUpToDateIsHeldBackWhenWhatItNeedsFailsNow() async throws {
    let place = try Installation()
    let jobs = "a: { kind: scripted }\nb: { kind: scripted, needs: [a] }\nc: { kind: scripted, needs: [b] }"
    try await place.run(try place.load(jobs))
    let summary = try await place.run(
      try place.load(jobs.replacing("a: { kind: scripted }", with: "a: { kind: scripted, behaviour: fail }")))
    #expect(
      summary.reasons == [
        "a@2026-11-21": "settings changed: behaviour", "b@2026-11-21": "upstream failed: a", "c@2026-11-21": "upstream failed: b",
      ])
  }

  @Test func aJobThatIsNotSelectedStillHandsOnTheOrder() async throws {
    let place = try Installation()
    let pipeline = try place.load("z: { kind: scripted }\nm: { kind: scripted, needs: [z] }\na: { kind: scripted, after: [m] }")
    let recorder = Recorder()
    try await place.backfill(
      pipeline, place.date...place.date, parallel: 2, { $0.selected = [JobName("a"), JobName("z")] }, emit: recorder.add)
    #expect(recorder.turns == ["start z@2026-11-21", "end z@2026-11-21", "start a@2026-11-21", "end a@2026-11-21"])
  }
}
