import Drivers
import JobKit
import Kernel
import Pipeline
import Runner
import State
import Synchronization
import Testing

/// Whatever the clock does, every UTC day is done exactly once, and what deletes does not trust a clock that cannot be right.
struct ClockTests {
  private let jobs = "job: { kind: scripted, writes: [curated.job] }\npurge: { kind: scripted_purge, after: [job], work: 3 objects }"

  /// How often each date was done.
  private func counts(_ place: Installation) -> [String: Int] {
    let prefix = "\(place.home) job@"
    return ScriptedJob.calls.withLock { calls in
      Dictionary(uniqueKeysWithValues: calls.filter { $0.key.hasPrefix(prefix) }.map { (String($0.key.dropFirst(prefix.count)), $0.value) })
    }
  }

  private func expectEveryDayOnce(_ place: Installation, from first: String, to last: String) throws {
    let dates = try #require(LogicalDate(first))...#require(LogicalDate(last))
    let expected = (dates.lowerBound.daysSinceEpoch...dates.upperBound.daysSinceEpoch).map { LogicalDate(daysSinceEpoch: $0).description }
    #expect(counts(place) == Dictionary(uniqueKeysWithValues: expected.map { ($0, 1) }))
    for date in expected {
      let cell = Cell(job: JobName("job"), date: try #require(LogicalDate(date)))
      #expect(try place.read { try $0.cell(cell) }?.state == .succeeded, "\(date)")
    }
  }

  private func isHalfPastTwo(_ now: Instant, _ rules: ZoneRules) -> Bool {
    rules.wall(of: now).microseconds % Instant.microsecondsPerDay == 150 * 60_000_000
  }

  /// A cron that fires at half past two in a zone with daylight saving: a night without that time, and one with two of it.
  @Test(arguments: [
    ("Europe/Berlin", "2026-03-27", "2026-04-01"), ("Europe/Berlin", "2026-10-23", "2026-10-28"),
    ("America/New_York", "2026-03-06", "2026-03-11"), ("America/New_York", "2026-10-30", "2026-11-04"),
    ("UTC", "2027-12-29", "2028-01-03"), ("UTC", "2028-02-26", "2028-03-03"), ("Pacific/Apia", "2026-12-29", "2027-01-03"),
  ])
  func everyDayIsDoneOnceWhateverTheZoneOfCron(_ zone: String, from first: String, to last: String) async throws {
    let place = try Installation()
    let pipeline = try place.load(jobs, catchup: 3)
    let rules = try ZoneRules.load(zone)
    let dates = try #require(LogicalDate(first))...#require(LogicalDate(last))
    var fired: [Instant] = []
    for hour in 0..<(dates.upperBound.daysSinceEpoch - dates.lowerBound.daysSinceEpoch + 1) * 24 {
      let now = dates.lowerBound.start.adding(seconds: hour * 3600 + 1800)
      if isHalfPastTwo(now, rules) { fired.append(now) }
    }
    for now in fired { #expect(try await place.night(pipeline, now: { now }).exit == .success) }
    let closed = fired.map { pipeline.document.schedule.lastClosed(at: $0) }
    let (oldest, newest) = (try #require(closed.min()), try #require(closed.max()))
    try expectEveryDayOnce(place, from: oldest.description, to: newest.description)
    #expect(newest >= dates.upperBound.adding(days: -2))
  }

  @Test func daylightSavingReallyLeavesOutANightAndDoublesOne() throws {
    let rules = try ZoneRules.load("Europe/Berlin")
    func fires(on date: String) throws -> Int {
      let midnight = try #require(LogicalDate(date)).start
      return (-6..<18).count { isHalfPastTwo(midnight.adding(seconds: $0 * 3600 + 1800), rules) }
    }
    #expect(try fires(on: "2026-03-28") == 1 && fires(on: "2026-03-29") == 0 && fires(on: "2026-10-25") == 2)
  }

  @Test func aDayBehindIsToldAndStopsWhatDeletesUntilTheClockIsRight() async throws {
    let place = try Installation()
    let pipeline = try place.load(jobs, catchup: 3)
    let nights = try ["2028-02-28T02:00:00Z", "2028-02-29T02:00:00Z", "2028-02-28T02:00:00Z", "2028-03-02T02:00:00Z"].map {
      try #require(Instant($0))
    }
    var exits: [ExitCode] = []
    for now in nights { exits.append(try await place.night(pipeline, now: { now }).exit) }
    #expect(exits == [.success, .success, .safetyStop, .success])
    try expectEveryDayOnce(place, from: "2028-02-27", to: "2028-03-01")
  }

  @Test func aDayAheadDoesItsDayEarlyAndNoneTwice() async throws {
    let place = try Installation()
    let pipeline = try place.load(jobs, catchup: 3)
    let recorder = Recorder()
    for text in ["2027-12-31T02:00:00Z", "2028-01-02T02:00:00Z", "2028-01-01T02:00:01Z", "2028-01-02T02:00:00Z", "2028-01-03T02:00:00Z"] {
      let now = try #require(Instant(text))
      try await place.night(pipeline, now: { now }, emit: recorder.add)
    }
    try expectEveryDayOnce(place, from: "2027-12-30", to: "2028-01-02")
    let warnings = recorder.events.count {
      if case .notice(.warning, let text) = $0 { text.contains("clock cannot be right") } else { false }
    }
    #expect(warnings == 1)
  }

  @Test func anHourBackInTheMiddleOfARunChangesNoDecision() async throws {
    let place = try Installation()
    let pipeline = try place.load(jobs)
    let start = try #require(Instant("2028-03-01T02:00:00Z"))
    let clock = Mutex(start)
    let summary = try await place.night(
      pipeline, now: { clock.withLock { $0 } },
      emit: { event in
        if case .attemptStarted(let cell, _, _) = event, cell.job.rawValue == "job" { clock.withLock { $0 = start.adding(seconds: -3600) } }
      })
    #expect(summary.exit == .success)
    #expect(summary.reasons["job@2028-02-29"] == "never ran")
    #expect(summary.reasons["purge@2028-02-29"] == "never ran")
    // What is recorded goes forward all the same.
    for job in ["job", "purge"] {
      let cell = Cell(job: JobName(job), date: try #require(LogicalDate("2028-02-29")))
      let runs = try place.read { try $0.jobRuns(of: cell) }
      #expect(runs.count == 1)
      for run in runs { #expect(try #require(run.endedAt) >= run.startedAt && run.startedAt >= start) }
    }
    let again = try await place.night(pipeline, now: { start.adding(seconds: 60) })
    #expect(again.reasons["job@2028-02-29"] == "up to date")
    try expectEveryDayOnce(place, from: "2028-02-29", to: "2028-02-29")
  }
}
