import Glibc
import Kernel
import Pipeline
import Runner
import TestSupport
import Testing

/// Laws that hold for every pipeline and every history: random graphs, random acts, all of them checked after each act.
///
/// A history is named by its seed. `NIGHTSHIFT_HISTORIES` says how many; each has four to seven acts that run something.
struct RunnerLawTests {
  private static let histories = getenv("NIGHTSHIFT_HISTORIES").flatMap { Int(String(cString: $0)) } ?? 120
  private static let workers = 8
  private static let start = LogicalDate(year: 2026, month: 11, day: 1)!

  @Test(arguments: 0..<workers)
  func everyHistoryEndsAsAFreshRunWould(worker: Int) async throws {
    for seed in stride(from: worker, to: Self.histories, by: Self.workers) {
      var history = try History(seed: UInt64(seed))
      for _ in 0..<4 + seed % 4 { try await history.act() }
      try await history.heal()
    }
  }

  private struct History {
    let seed: UInt64
    var random: SeededRandom
    var graph: RandomGraph
    let place: ModelInstallation
    let catchup: Int
    var today = RunnerLawTests.start

    init(seed: UInt64) throws {
      self.seed = seed
      random = SeededRandom(seed: seed)
      graph = RandomGraph(&random)
      catchup = random.below(4)
      place = try ModelInstallation()
    }

    /// Something happens outside, and then a night or a backfill comes along.
    mutating func act() async throws {
      if random.once(in: 2) { graph.changeSettings(&random) }
      let late = today.adding(days: -random.below(5)), bad = graph.names.filter { _ in random.once(in: 5) }
      let endings = Dictionary(uniqueKeysWithValues: bad.map { ($0, ModelJob.Ending.allCases[random.below(2)]) })
      let isLate = random.once(in: 2)
      place.outside { outside in
        outside.endings = endings
        if isLate { outside.source[late, default: 0] += 1 }
      }
      if random.once(in: 3) {
        let first = max(RunnerLawTests.start, today.adding(days: -random.below(4)))
        var request = WalkRequest(trigger: .backfill, dates: first...today)
        request.newestFirst = random.once(in: 2)
        if random.once(in: 4) { request.force = CellFacts.Force(user: "law", why: "to see") }
        try await check(request)
      } else {
        today = today.adding(days: 1 + random.below(random.once(in: 3) ? 4 : 1))
        try await check(WalkRequest(trigger: .run, dates: today...today))
      }
    }

    /// The plan is the run; what does not end well holds back its descendants and nothing else.
    private func check(_ request: WalkRequest) async throws {
      try place.load(graph.yaml(catchup: catchup))
      let planned = try await place.plan(request)
      let summary = try await place.run(request)
      let heldBack = Set(summary.cells.filter { $0.decision.holdsBack }.map { $0.cell })
      let ran = summary.cells.filter { !heldBack.contains($0.cell) }.map { "\($0.cell) \($0.decision.reason)" }
      let foreseen = planned.filter { line in !heldBack.contains { line.hasPrefix("\($0) ") } }
      #expect(foreseen.sorted() == ran.sorted(), "seed \(seed)")
      #expect(planned.count == summary.cells.count, "seed \(seed)")

      let closed = try place.closedGates(summary.cells.map { $0.cell })
      let roots = summary.cells.filter { cell, decision, state in
        switch decision {
        case .run: state != .succeeded
        case .skip(.upToDate): closed.contains(cell)
        case .skip(let reason): reason == .outsideCatchup
        }
      }.map { $0.cell }
      var expected: Set<Cell> = []
      for (date, cells) in Dictionary(grouping: roots, by: \.date) {
        expected.formUnion(graph.descendants(of: Set(cells.map(\.job))).map { Cell(job: $0, date: date) })
      }
      #expect(heldBack == expected, "seed \(seed)")
    }

    /// Nothing fails any more and everything is asked for: the end is that of an installation that never knew anything else.
    mutating func heal() async throws {
      place.outside { $0.endings = [:] }
      let dates = RunnerLawTests.start...today
      let everything = WalkRequest(trigger: .backfill, dates: dates)
      try await check(everything)
      let fresh = try ModelInstallation()
      let source = place.surroundings.source
      fresh.outside { $0.source = source }
      try fresh.load(graph.yaml(catchup: catchup))
      _ = try await fresh.run(everything)
      let again = try await place.run(everything)
      #expect(again.cells.allSatisfy { $0.decision == .skip(.upToDate) || $0.decision.holdsBack }, "seed \(seed)")
      // What a closed gate holds back keeps what it last made of good input.
      let heldBack = Set(again.cells.filter { $0.decision.holdsBack }.map { $0.cell })
      let settled = again.cells.map { $0.cell }.filter { !heldBack.contains($0) }
      #expect(try place.numbers(settled) == fresh.numbers(settled), "seed \(seed)")
      #expect(fresh.surroundings.calls.values.allSatisfy { $0 == 1 }, "seed \(seed)")
    }
  }
}

extension Decision {
  /// It is skipped for what happened upstream.
  fileprivate var holdsBack: Bool {
    switch self {
    case .skip(.upstreamFailed), .skip(.gateClosed): true
    default: false
    }
  }
}
