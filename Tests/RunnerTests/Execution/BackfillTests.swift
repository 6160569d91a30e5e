import JobKit
import Kernel
import Pipeline
import Runner
import State
import Testing

struct BackfillTests {
  private let chain = """
    first: { kind: scripted, writes: [curated.first] }
    second: { kind: scripted, needs: [first], reads: [curated.first], sequential: false }
    """

  private func dates(_ place: Installation, _ count: Int) -> ClosedRange<LogicalDate> { place.date.adding(days: 1 - count)...place.date }

  @Test func repeatingItResumesIt() async throws {
    let place = try Installation()
    let pipeline = try place.load(chain)
    try await place.backfill(pipeline, dates(place, 2))
    let recorder = Recorder()
    let again = try await place.backfill(pipeline, dates(place, 4), emit: recorder.add)
    #expect(Set(recorder.starts) == ["first@2026-11-18", "first@2026-11-19", "second@2026-11-18", "second@2026-11-19"])
    #expect(again.reasons.count == 8 && again.reasons["second@2026-11-20"] == "up to date")
    let third = try await place.backfill(pipeline, dates(place, 4))
    #expect(Set(third.reasons.values) == ["up to date"])
    #expect(try place.read { try $0.skips(ofRun: third.run) }.map(\.reason) == ["up to date", "up to date"])
  }

  @Test func datesOfASequentialJobFollowEachOtherAndOthersOverlap() async throws {
    let place = try Installation()
    let pipeline = try place.load(
      """
      one: { kind: scripted, behaviour: yield }
      many: { kind: scripted, behaviour: meet, sequential: false }
      """)
    let recorder = Recorder()
    let run = try await place.backfill(pipeline, dates(place, 4), parallel: 4, emit: recorder.add)
    #expect(try place.atOnce(["one"], run: run.run) == 1)
    #expect(try place.atOnce(["many"], run: run.run) > 1)
    #expect(recorder.starts.filter { $0.hasPrefix("one@") } == (18...21).map { "one@2026-11-\($0)" })
  }

  @Test func theNewestDateFirstWhenAsked() async throws {
    let place = try Installation()
    let pipeline = try place.load("one: { kind: scripted }")
    let recorder = Recorder()
    let summary = try await place.backfill(pipeline, dates(place, 3), { $0.newestFirst = true }, emit: recorder.add)
    #expect(recorder.starts == ["one@2026-11-21", "one@2026-11-20", "one@2026-11-19"])
    #expect(summary.cells.map(\.cell.description) == recorder.starts)
  }

  @Test func aFailureOnADateHoldsBackThatDateOnlyAndFailFastTheLaterOnesToo() async throws {
    let jobs = """
      first: { kind: scripted, behaviour: fail_on, content: 2026-11-19 }
      second: { kind: scripted, needs: [first] }
      beside: { kind: scripted }
      """
    let place = try Installation()
    let summary = try await place.backfill(try place.load(jobs), dates(place, 4))
    #expect(summary.exit == .jobFailed)
    #expect(summary.reasons["second@2026-11-19"] == "upstream failed: first")
    #expect(summary.cells.count { $0.state == .succeeded } == 10)

    let other = try Installation()
    let fast = try await other.backfill(try other.load(jobs), dates(other, 4), parallel: 1, { $0.failFast = true })
    #expect(fast.exit == .jobFailed)
    #expect(fast.cells.map(\.cell.date).max() == other.date.adding(days: -2))
    #expect(
      fast.cells.filter { $0.state == .succeeded }.map(\.cell.description) == [
        "beside@2026-11-18", "first@2026-11-18", "second@2026-11-18", "beside@2026-11-19",
      ])
  }

  @Test func deletingJobsAreLeftToTheNight() async throws {
    let place = try Installation()
    let pipeline = try place.load("purge: { kind: scripted_purge, work: 3 objects }")
    let request = WalkRequest(trigger: .backfill, dates: dates(place, 2))
    #expect(try await place.plan(pipeline, request).map(\.decision) == [.skip(.notBackfillable), .skip(.notBackfillable)])
    #expect(try await place.run(pipeline).reasons == ["purge@2026-11-21": "never ran"])
  }

  @Test func whatIsDiscoveredFirstIsDiscoveredForAllDates() async throws {
    let place = try Installation()
    let pipeline = try place.load(
      """
      prepare: { kind: scripted }
      crawl: { kind: scripted_crawl, needs: [prepare] }
      rest: { kind: scripted, needs: [crawl] }
      """)
    let recorder = Recorder()
    let summary = try await place.backfill(pipeline, dates(place, 2), parallel: 1, emit: recorder.add)
    #expect(summary.exit == .success)
    #expect(
      recorder.starts == [
        "prepare@2026-11-20", "crawl@2026-11-20", "prepare@2026-11-21", "crawl@2026-11-21", "rest@2026-11-20", "rest@2026-11-21",
      ])
  }
}
