import Glibc
import TestSupport
import Testing

/// Laws that hold for every pipeline and every history: the plan is the run; a failure skips exactly its descendants; whatever the order in
/// which settings change, data comes late, nights and backfills run and fail, the end is that of a fresh run.
///
/// `NIGHTSHIFT_LAW_CASES` says how many cases of each; `NIGHTSHIFT_LAW_SEED` repeats the histories of one seed.
struct RunnerLawTests {
  private static let cases = number("NIGHTSHIFT_LAW_CASES") ?? 10_000
  private static let historiesOfASeed = 5

  @Test func everyPlanIsItsRunAndEveryHistoryEndsAsAFreshRunDoes() async {
    let tally = Tally()
    if let seed = Self.number("NIGHTSHIFT_LAW_SEED") { return await Self.check(UInt64(seed), tally) }
    let seeds = (Self.cases + Self.historiesOfASeed - 1) / Self.historiesOfASeed
    await withTaskGroup(of: Void.self) { group in
      let workers = 4
      for worker in 0..<workers {
        group.addTask { for seed in stride(from: worker, to: seeds, by: workers) { await Self.check(UInt64(seed), tally) } }
      }
      await group.waitForAll()
    }
    #expect(tally.least >= Self.cases, "\(tally.text)")
  }

  private static func check(_ seed: UInt64, _ tally: Tally) async {
    do {
      var histories = try Histories(seed: seed, tally)
      try await histories.check(historiesOfASeed)
    } catch {
      Issue.record(error, "NIGHTSHIFT_LAW_SEED=\(seed) repeats it")
    }
  }

  private static func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }
}
