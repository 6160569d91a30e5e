import Drivers
import Kernel
import Testing

/// The real program under clocks that run true, behind and ahead.
struct ClockTests {
  private static let jobs = """
    tick: { kind: shell, command: [sh, -c, "echo $NIGHTSHIFT_DATE >> days"] }
    purge: { kind: purge, after: [tick], rules: [ { prefix: errors/, retain: 30d, may_empty: true } ], guard: { at_most: 100% } }
    """

  private func pipeline() throws -> SmallPipeline {
    let pipeline = try SmallPipeline("clock", start: "2026-01-01", schedule: ", catchup: { limit: 3 }", jobs: Self.jobs)
    try Files.makeDirectory("\(pipeline.home)/lake/errors")
    return pipeline
  }

  private func days(_ pipeline: SmallPipeline) throws -> [String] {
    try Files.readText("\(pipeline.home)/days").split(separator: "\n").map(String.init)
  }

  private func touch(_ file: String, _ date: String) async throws {
    let made = try await Products.run("/usr/bin/touch", ["-d", date, file], in: "/", environment: Products.environment(["TZ": "UTC"]))
    #expect(made.code == 0)
  }

  @Test(arguments: [("2027-12-29", "2028-01-03"), ("2028-02-26", "2028-03-03"), ("2026-03-28", "2026-03-31"), ("2026-10-24", "2026-10-27")])
  func everyUTCDayIsDoneOnce(from first: String, to last: String) async throws {
    let pipeline = try pipeline()
    let dates = try #require(LogicalDate(first))...#require(LogicalDate(last))
    for day in dates.lowerBound.daysSinceEpoch...dates.upperBound.daysSinceEpoch {
      // Late, on time, and once more.
      for seconds in [7200, 7200 + day % 5 * 3600] {
        pipeline.now = LogicalDate(daysSinceEpoch: day + 1).start.adding(seconds: seconds).description
        let night = try await pipeline.nightshift("run")
        #expect(night.code == 0 && night.errors.isEmpty, "\(pipeline.now): \(night.errors)")
      }
    }
    let expected = (dates.lowerBound.daysSinceEpoch...dates.upperBound.daysSinceEpoch).map { "\(LogicalDate(daysSinceEpoch: $0))" }
    #expect(try days(pipeline).sorted() == expected)
  }

  @Test func aClockBehindTheLastRunStopsThePurgeAndWarns() async throws {
    let pipeline = try pipeline()
    pipeline.now = "2028-03-02T02:00:00Z"
    #expect(try await pipeline.nightshift("run").code == 0)
    let old = "\(pipeline.home)/lake/errors/old.gz"
    try await touch(old, "2028-01-01")
    try await touch("\(pipeline.home)/lake/errors/new.gz", "2028-03-02")

    pipeline.now = "2028-03-01T02:00:00Z"
    let behind = try await pipeline.nightshift("run")
    #expect(behind.code == 5)
    #expect(behind.errors.contains("the clock cannot be right"), "\(behind.errors)")
    #expect(Files.exists(old))
    let plan = try await pipeline.nightshift("plan")
    #expect(plan.code == 0 && plan.output.contains("implausible clock"), "\(plan.output)")
    let why = try await pipeline.nightshift("why", "purge", "--date", "2028-02-29")
    #expect(why.output.contains("implausible clock"), "\(why.output)")

    pipeline.now = "2028-03-03T02:00:00Z"
    let right = try await pipeline.nightshift("run")
    #expect(right.code == 0, "\(right.errors)")
    #expect(!Files.exists(old))
    #expect(try days(pipeline).sorted() == ["2028-02-29", "2028-03-01", "2028-03-02"])
  }

  @Test func aClockBehindIsOnlyAWarningWhereNothingWouldBeDeleted() async throws {
    let pipeline = try pipeline()
    pipeline.now = "2028-03-02T02:00:00Z"
    #expect(try await pipeline.nightshift("run").code == 0)
    pipeline.now = "2028-03-01T02:00:00Z"
    let behind = try await pipeline.nightshift("run")
    #expect(behind.code == 0)
    #expect(behind.errors.contains("the clock cannot be right"), "\(behind.errors)")
  }

  @Test func aClockFarAheadOfTheNewestDataStopsThePurgeAndNothingElse() async throws {
    let pipeline = try pipeline()
    let old = "\(pipeline.home)/lake/errors/old.gz"
    try await touch(old, "2028-01-01")
    pipeline.now = "2028-03-02T02:00:00Z"
    let ahead = try await pipeline.nightshift("run")
    #expect(ahead.code == 5 && ahead.errors.contains("more than 48 hours after the newest object"), "\(ahead.errors)")
    #expect(Files.exists(old))
    #expect(try days(pipeline) == ["2028-03-01"])
  }

  /// The way out when a run was once recorded in the far future.
  @Test func aRunWhoseClockWasWrongIsDisbelieved() async throws {
    let pipeline = try pipeline()
    pipeline.now = "2029-01-01T02:00:00Z"
    #expect(try await pipeline.nightshift("run", "--select", "tick").code == 0)
    let old = "\(pipeline.home)/lake/errors/old.gz"
    try await touch(old, "2028-01-01")
    try await touch("\(pipeline.home)/lake/errors/new.gz", "2028-03-02")
    pipeline.now = "2028-03-02T02:00:00Z"
    let stopped = try await pipeline.nightshift("run")
    #expect(stopped.code == 5 && stopped.errors.contains("nightshift state clock"), "\(stopped.errors)")

    let preview = try await pipeline.document("state-clock", "state", "clock")
    #expect((preview["runs"] as? [Any])?.count == 1 && preview["applied"] as? Bool == false)
    #expect(try await pipeline.nightshift("state", "clock").output.contains("nothing is changed yet"))
    #expect(try await pipeline.nightshift("state", "clock", "--yes").code == 64)
    #expect(try await pipeline.nightshift("run").code == 5)
    #expect(Files.exists(old))

    let done = try await pipeline.nightshift("state", "clock", "--yes", "--reason", "the battery was dead")
    #expect(done.code == 0 && done.output.contains("run 1") && done.output.contains("2029-01-01T02:00:00Z"), "\(done.output)")
    let audit = try await pipeline.nightshift("audit").output
    #expect(audit.contains("clock.correct") && audit.contains("by=ada") && audit.contains("why=the battery was dead"), "\(audit)")
    #expect(try await pipeline.nightshift("state", "clock").output.contains("no run that counts is ahead of it"))
    let right = try await pipeline.nightshift("run")
    #expect(right.code == 0 && right.errors.isEmpty, "\(right.errors)")
    #expect(!Files.exists(old))
    #expect(try await pipeline.nightshift("state", "check").code == 0)
  }
}
