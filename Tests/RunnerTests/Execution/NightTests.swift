import Drivers
import JobKit
import Kernel
import Lake
import Pipeline
import Runner
import State
import Testing

struct NightTests {
  let chain = """
    first: { kind: scripted, writes: [curated.first] }
    second: { kind: scripted, needs: [first], reads: [curated.first], writes: [curated.second] }
    """

  @Test func theSecondRunOfADateDoesNothing() async throws {
    let place = try Installation()
    let pipeline = try place.load(chain)
    let first = try await place.run(pipeline)
    #expect(first.exit == .success)
    #expect(first.reasons == ["first@2026-11-21": "never ran", "second@2026-11-21": "never ran"])
    let lake = try place.lakeFiles()
    #expect(
      lake.keys.sorted() == [
        "curated/first/year=2026/month=11/day=21/part-000.txt", "curated/second/year=2026/month=11/day=21/part-000.txt",
      ])
    let dump = try place.read { try $0.catalogDump() }

    let second = try await place.run(pipeline)
    #expect(second.exit == .success)
    #expect(Set(second.reasons.values) == ["up to date"])
    #expect(try place.lakeFiles() == lake)
    #expect(try place.read { try $0.catalogDump() } == dump)
  }

  @Test func aChangedSettingRunsTheJobAndWhatReadsIt() async throws {
    let place = try Installation()
    try await place.run(try place.load(chain))
    let changed = try place.load(chain.replacing("writes: [curated.first] }", with: "writes: [curated.first], content: other }"))
    let summary = try await place.run(changed)
    #expect(summary.reasons == ["first@2026-11-21": "settings changed: content", "second@2026-11-21": "upstream runs: first"])
    #expect(try place.lakeFiles()["curated/first/year=2026/month=11/day=21/part-000.txt"] == "other of 2026-11-21\n")
  }

  @Test func descriptionsAndRetriesChangeNothing() async throws {
    let place = try Installation()
    try await place.run(try place.load(chain))
    let changed = try place.load(
      chain.replacing("writes: [curated.first] }", with: "writes: [curated.first], description: new, timeout: 1h, tags: [x] }"))
    #expect(Set(try await place.run(changed).reasons.values) == ["up to date"])
  }

  @Test func aFailureStopsWhatNeedsItAndNothingElse() async throws {
    let place = try Installation()
    let pipeline = try place.load(
      """
      bad: { kind: scripted, behaviour: fail, writes: [curated.bad] }
      child: { kind: scripted, needs: [bad] }
      afterwards: { kind: scripted, after: [bad] }
      """)
    let summary = try await place.run(pipeline)
    #expect(summary.exit == .jobFailed)
    #expect(summary.reasons["child@2026-11-21"] == "upstream failed: bad")
    #expect(summary.reasons["afterwards@2026-11-21"] == "never ran")
    #expect(try place.lakeFiles().isEmpty)
    let again = try await place.run(pipeline)
    #expect(again.reasons["bad@2026-11-21"] == "failed before")
    #expect(again.reasons["afterwards@2026-11-21"] == "up to date")
  }

  @Test func aPassingFailureIsTriedAgainAndBothAttemptsAreKept() async throws {
    let place = try Installation()
    let summary = try await place.run(try place.load("shaky: { kind: scripted, behaviour: fail_once, writes: [curated.shaky] }"))
    #expect(summary.exit == .success)
    let attempts = try place.read { reader in
      try reader.jobRuns(of: Cell(job: JobName("shaky"), date: place.date)).flatMap { try reader.attempts(ofJobRun: $0.id) }
    }
    #expect(attempts.map(\.state) == [.failed, .succeeded])
    #expect(attempts.first?.code == "NS6999")
    let log = try #require(attempts.first?.log)
    #expect(try Files.readText("\(place.state)/\(log)").contains("NS6999: it fails once"))
    let line = try #require(try Files.readText("\(place.state)/\(log)").split(separator: "\n").last)
    #expect(LogLine.json(line).hasSuffix(#","level":"error","schema":"nightshift.log-line/1","text":"NS6999: it fails once"}"#))
  }

  @Test func whoSaysNothingAndSucceedsHasNoLog() async throws {
    let place = try Installation()
    try await place.run(
      try place.load(
        """
        silent: { kind: scripted, writes: [curated.silent] }
        talkative: { kind: scripted, behaviour: gate }
        """))
    func logs(_ job: String) throws -> [String?] {
      try place.read { reader in
        try reader.jobRuns(of: Cell(job: JobName(job), date: place.date)).flatMap { try reader.attempts(ofJobRun: $0.id) }.map(\.log)
      }
    }
    #expect(try logs("silent") == [nil])
    let log = try #require(try logs("talkative").first ?? nil)
    #expect(try Files.children("\(place.state)/logs/\(place.date)").map { "logs/\(place.date)/\($0.name)" } == [log])
    // What was held back stands before what was worth a line.
    let lines = try Files.readText("\(place.state)/\(log)").split(separator: "\n")
    #expect(lines.count == 3 && lines[0].hasSuffix("never ran") && lines[1].contains("gate closed") && lines[2].contains("gate_closed in"))
  }

  @Test func aFailureThatCannotPassIsNotTriedAgain() async throws {
    let place = try Installation()
    try await place.run(try place.load("bad: { kind: scripted, behaviour: fail }"))
    let attempts = try place.read { reader in
      try reader.jobRuns(of: Cell(job: JobName("bad"), date: place.date)).flatMap { try reader.attempts(ofJobRun: $0.id) }
    }
    #expect(attempts.count == 1)
  }

  /// Short ends are recorded together, but whoever looks at the state for what to do sees every job that is over.
  @Test func whatIsAskedForIsAskedOfAStateThatKnowsEveryEnd() async throws {
    let place = try Installation()
    let pipeline = try place.load(
      """
      first: { kind: scripted, priority: 10 }
      watcher: { kind: scripted, watches: [first] }
      """)
    try await place.run(pipeline, parallel: 1)
    let read = try place.read { try $0.cell(Cell(job: JobName("watcher"), date: place.date))?.inputs }
    #expect(read == ["first": "succeeded"])
  }

  @Test func aTimeoutEndsTheAttempt() async throws {
    let place = try Installation()
    let pipeline = try place.load("slow: { kind: scripted, behaviour: hang, timeout: 20ms, retries: { limit: 0 } }")
    #expect(try await place.run(pipeline).exit == .jobFailed)
    let attempts = try place.read { reader in
      try reader.jobRuns(of: Cell(job: JobName("slow"), date: place.date)).flatMap { try reader.attempts(ofJobRun: $0.id) }
    }
    #expect(attempts.map(\.code) == ["NS5003"])
  }

  @Test func anUnexpectedErrorIsOurBugAndNotTriedAgain() async throws {
    let place = try Installation()
    try await place.run(try place.load("odd: { kind: scripted, behaviour: crash }"))
    let attempts = try place.read { reader in
      try reader.jobRuns(of: Cell(job: JobName("odd"), date: place.date)).flatMap { try reader.attempts(ofJobRun: $0.id) }
    }
    #expect(attempts.map(\.code) == ["NS9001"])
  }

  @Test func aClosedGateHoldsBackWhatNeedsIt() async throws {
    let place = try Installation()
    let pipeline = try place.load(
      """
      judge: { kind: scripted, behaviour: gate, writes: [curated.judge] }
      served: { kind: scripted, needs: [judge], writes: [curated.served] }
      """)
    let summary = try await place.run(pipeline)
    #expect(summary.exit == .gateClosed)
    #expect(summary.reasons["served@2026-11-21"] == "gate closed: judge")
    #expect(try place.lakeFiles().keys.sorted() == ["curated/judge/year=2026/month=11/day=21/part-000.txt"])
  }

  @Test func aGuardStopsWithItsOwnExitCodeAndChangesNothing() async throws {
    let place = try Installation()
    let summary = try await place.run(try place.load("guarded: { kind: scripted, behaviour: stop, writes: [curated.guarded] }"))
    #expect(summary.exit == .safetyStop)
    #expect(try place.lakeFiles().isEmpty)
    #expect(try place.read { try $0.cell(Cell(job: JobName("guarded"), date: place.date))?.state } == .stopped)
  }

  @Test func forceRunsWhatIsUpToDateAndKeepsTheReason() async throws {
    let place = try Installation()
    let pipeline = try place.load(chain)
    try await place.run(pipeline)
    let summary = try await place.run(pipeline, force: CellFacts.Force(user: "ops", why: "a test"))
    #expect(summary.reasons["first@2026-11-21"] == "forced by ops: a test")
  }

  @Test func onlyOneRunAtATime() async throws {
    let place = try Installation()
    let pipeline = try place.load(chain)
    try Files.makeDirectory(place.state)
    let lock = try FileLock(path: "\(place.state)/lock", holder: "pid 1, run of 2026-11-20")
    let failure = await #expect(throws: Failure.self) { try await place.run(pipeline) }
    #expect(failure?.code == 3002)
    #expect(failure?.message.contains("pid 1, run of 2026-11-20") == true)
    withExtendedLifetime(lock) {}
  }

  @Test func cancellationLeavesAnInterruptedCellThatTheNextRunTakesUp() async throws {
    let place = try Installation()
    let pipeline = try place.load("slow: { kind: scripted, behaviour: hang, writes: [curated.slow] }")
    let started = AsyncStream.makeStream(of: Void.self)
    let request = WalkRequest(trigger: .run, dates: place.date...place.date)
    let night = Night(
      request: request, pipeline: pipeline, stateDirectory: place.state, world: place.world(), report: Installation.NoReport(), parallel: 1,
      emit: { if case .attemptStarted = $0 { started.continuation.finish() } })
    let task = Task { try await night.run(wait: false) }
    for await _ in started.stream {}
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try place.read { try $0.cell(Cell(job: JobName("slow"), date: place.date))?.state } == .interrupted)
    #expect(try place.lakeFiles().isEmpty)
    let again = try await place.plan(pipeline)
    #expect(again.map(\.decision) == [.run(.interrupted)])
  }

  @Test func missedNightsAreCaughtUpWithinTheLimit() async throws {
    let place = try Installation()
    let pipeline = try place.load("job: { kind: scripted, writes: [curated.job] }", catchup: 2)
    try await place.run(pipeline, on: place.date.adding(days: -5))
    let summary = try await place.run(pipeline)
    #expect(summary.reasons == ["job@2026-11-19": "never ran", "job@2026-11-20": "never ran", "job@2026-11-21": "never ran"])
    #expect(try place.read { try $0.cell(Cell(job: JobName("job"), date: place.date.adding(days: -3))) } == nil)
  }

  @Test func beforeTheFirstNightNothingWasMissed() async throws {
    let place = try Installation()
    let summary = try await place.run(try place.load("job: { kind: scripted }", catchup: 3))
    #expect(summary.cells.count == 1)
  }
}
