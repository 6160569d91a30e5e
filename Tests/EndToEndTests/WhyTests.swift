import Drivers
import Kernel
import Testing

/// The chain of causes, newest decision first.
struct WhyTests {
  private static let jobs = """
    load: { kind: shell, command: [sh, -c, "test ! -e bad"] }
    model: { kind: shell, command: ["true"], needs: [load] }
    """

  @Test func aFailureAndWhatWaitedForItAreTold() async throws {
    let pipeline = try SmallPipeline("why", jobs: Self.jobs)
    try Files.write([], to: "\(pipeline.home)/bad")
    #expect(try await pipeline.nightshift("run").code == 1)
    try Files.remove("\(pipeline.home)/bad")
    #expect(try await pipeline.nightshift("run").code == 0)
    #expect(try await pipeline.nightshift("run").code == 0)
    let load = try await pipeline.nightshift("why", "load").output
    let heads = load.split(separator: "\n").filter { $0.hasPrefix("run ") }.map { String($0.prefix(5)) }
    #expect(heads == ["run 3", "run 2", "run 1"], "newest first: \(load)")
    #expect(load.contains("skip, up to date"))
    #expect(load.contains("run, failed before -> succeeded\n  run 1 ended "), "\(load)")
    #expect(load.contains("with NS6601: sh ended with exit code 1"))
    let model = try await pipeline.nightshift("why", "model").output
    #expect(model.contains("skip, upstream failed: load\n  <- load 2026-01-10 in run 1: failed: NS6601: sh ended"), "\(model)")
    let document = try await pipeline.document("why", "why", "model")
    let decisions = try #require(document["decisions"] as? [[String: Any]])
    #expect(decisions.map { $0["verdict"] as? String } == ["skip", "run", "skip"])
  }

  @Test func changedSettingsAreADiff() async throws {
    let pipeline = try SmallPipeline("why", jobs: Self.jobs)
    #expect(try await pipeline.nightshift("run").code == 0)
    try pipeline.write(jobs: Self.jobs.replacing("test ! -e bad", with: "test ! -e worse"))
    #expect(try await pipeline.nightshift("run").code == 0)
    let why = try await pipeline.nightshift("why", "load").output
    #expect(why.contains("settings changed: command[3] -> succeeded\n  command[3]: 'test ! -e bad' -> 'test ! -e worse'"), "\(why)")
    let document = try await pipeline.document("why", "why", "load")
    let causes = (document["decisions"] as? [[String: Any]])?.first?["causes"] as? [[String: Any]]
    #expect(causes?.first?["kind"] as? String == "setting" && causes?.first?["old"] as? String == "test ! -e bad")
  }

  @Test func whatAPersonSaidIsInItsPlace() async throws {
    let pipeline = try SmallPipeline("why", jobs: Self.jobs)
    #expect(try await pipeline.nightshift("run").code == 0)
    #expect(try await pipeline.nightshift("restate", "load", "--last", "1d", "--reason", "wrong rates", "--yes").code == 0)
    let between = try await pipeline.nightshift("why", "load").output
    #expect(between.contains("now: run, restated by ada: wrong rates"))
    #expect(try await pipeline.nightshift("run").code == 0)
    let why = try await pipeline.nightshift("why", "load").output
    #expect(why.contains("run, restated by ada: wrong rates -> succeeded\n  restate "), "\(why)")
    #expect(why.contains(": restate by ada: wrong rates"))
    _ = try await pipeline.document("why", "why", "load")
  }

  @Test func aDateThatNoRunWillLookAtSaysWhy() async throws {
    let pipeline = try SmallPipeline("why", jobs: Self.jobs)
    #expect(
      try await pipeline.nightshift("why", "load", "--date", "2026-01-11").output.hasSuffix("never ran\nits interval has not ended yet\n"))
    #expect(
      try await pipeline.nightshift("why", "load", "--date", "2025-12-31").output.hasSuffix(
        "never ran\nit is before schedule.start (2026-01-01): no run will look at it\n"))
  }

  @Test func aCellThatNoRunHasLookedAtIsPlanned() async throws {
    let pipeline = try SmallPipeline("why", jobs: Self.jobs)
    let why = try await pipeline.nightshift("why", "load", "--date", "2026-01-05").output
    #expect(
      why == """
        load 2026-01-05 [2026-01-05T00:00Z, 2026-01-06T00:00Z): never ran
        now: run, never ran
        no run has looked at it yet

        """)
  }

  @Test func nightsThatOnlyLookedAreOneLine() async throws {
    let pipeline = try SmallPipeline("why", jobs: Self.jobs)
    for _ in 0..<5 { #expect(try await pipeline.nightshift("run").code == 0) }
    let why = try await pipeline.nightshift("why", "load").output
    #expect(why.contains("run 5 at ") && why.contains("skip, up to date (and 3 runs before it, from run 2 on)"), "\(why)")
  }
}
