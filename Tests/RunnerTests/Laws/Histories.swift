import Kernel
import Pipeline
import Runner
import TestSupport
import Testing

/// One random pipeline, and what happens to it: settings that change, data that comes late. Its histories have that in different orders, with
/// nights, backfills and failures between, and must all end as a fresh run does that finds everything as it is at last.
///
/// Most are small, because a law that is broken is mostly broken by few jobs on few dates; one in fifty is large.
struct Histories {
  private enum Change {
    case settings(JobName)
    case lateData(LogicalDate)
  }

  private let seed: UInt64
  private let isLarge: Bool
  private let origin: RandomGraph
  private let catchup: Int
  private let dates: ClosedRange<LogicalDate>
  private let changes: [Change]
  private let place: ModelInstallation
  private let tally: Tally
  private var random: SeededRandom

  // Of the history that is going on.
  private var graph: RandomGraph
  private var today: LogicalDate
  private var ahead: ArraySlice<Change> = []

  init(seed: UInt64, _ tally: Tally) throws {
    self.seed = seed
    self.tally = tally
    var random = SeededRandom(seed: seed)
    isLarge = random.once(in: 50)
    origin = RandomGraph(jobs: isLarge ? 5 + random.below(4) : 1 + random.below(4), &random)
    catchup = random.below(4)
    let start = LogicalDate(year: 2026, month: 11, day: 1)!
    let days = isLarge ? 4 + random.below(5) : 1 + random.below(3)
    dates = start...start.adding(days: days - 1)
    changes = (0..<1 + random.below(isLarge ? 8 : 3)).map { [origin] _ in
      random.once(in: 2)
        ? .settings(origin.names[random.below(origin.names.count)]) : .lateData(start.adding(days: random.below(days)))
    }
    place = try ModelInstallation()
    graph = origin
    today = start
    self.random = random
  }

  mutating func check(_ count: Int) async throws {
    let expected = try await fresh()
    for _ in 0..<count {
      try place.forget(forWholeNights: random.once(in: 8))
      graph = origin
      today = dates.lowerBound
      ahead = changes.shuffled(using: &random)[...]
      for _ in 0..<1 + (isLarge ? random.below(6) : random.below(4) / 3) { try await act() }
      try await heal(expected)
      tally.addHistory()
    }
  }

  /// What a run makes that never knew anything else.
  private mutating func fresh() async throws -> [Cell: String] {
    for change in changes { happen(change) }
    try place.load(graph.yaml(catchup: catchup))
    let run = try await place.run(WalkRequest(trigger: .backfill, dates: dates))
    #expect(place.calls().values.allSatisfy { $0 == 1 }, "\(law)")
    return try place.numbers(run.cells.map { $0.cell })
  }

  private mutating func happen(_ change: Change) {
    switch change {
    case .settings(let job): graph.changeSettings(of: job)
    case .lateData(let date): place.outside { $0.source[date, default: 0] += 1 }
    }
  }

  /// Something happens outside, and then a night or a backfill comes along, in which some jobs do not end well.
  private mutating func act() async throws {
    while !ahead.isEmpty, random.once(in: 2) { happen(ahead.removeFirst()) }
    var bad = graph.names.filter { _ in random.once(in: 5) }
    if !isLarge { bad.append(graph.names[random.below(graph.names.count)]) }
    let endings = Dictionary(bad.map { ($0, ModelJob.Ending.allCases[random.below(2)]) }) { $1 }
    place.outside { $0.endings = endings }
    if random.once(in: 3) {
      let first = today.adding(days: -random.below(today.daysSinceEpoch - dates.lowerBound.daysSinceEpoch + 1))
      var request = WalkRequest(trigger: .backfill, dates: first...today)
      request.newestFirst = random.once(in: 2)
      if random.once(in: 4) { request.force = CellFacts.Force(user: "law", why: "to see") }
      try await compare(request)
    } else {
      today = min(dates.upperBound, today.adding(days: random.below(random.once(in: 3) ? 4 : 2)))
      try await compare(WalkRequest(trigger: .run, dates: today...today))
    }
  }

  /// The plan is the run, and what the jobs saw of it; what does not end well holds back its descendants and nothing else.
  @discardableResult
  private func compare(_ request: WalkRequest) async throws -> Night.Summary {
    try place.load(graph.yaml(catchup: catchup))
    let planned = try await place.plan(request)
    let run = try await place.run(request)
    let heldBack = Set(run.cells.filter { $0.decision.holdsBack }.map { $0.cell })
    let foreseen = planned.filter { !heldBack.contains($0.cell) }.map { "\($0.cell) \($0.decision.reason)" }
    let decided = run.cells.filter { !heldBack.contains($0.cell) }.map { "\($0.cell) \($0.decision.reason)" }
    #expect(foreseen == decided, "\(law)")
    #expect(planned.map(\.cell) == run.cells.map { $0.cell }, "\(law)")
    let running = run.cells.filter { $0.decision.runs }
    #expect(place.calls() == Dictionary(uniqueKeysWithValues: running.map { ($0.cell, 1) }), "\(law)")

    let closed = place.closedGates
    let roots = run.cells.filter { cell, decision, state in
      switch decision {
      case .run: state != .succeeded
      case .skip(.upToDate): closed.contains(cell)
      case .skip(let reason): reason == .outsideCatchup
      }
    }
    let expected = Dictionary(grouping: roots.map { $0.cell }, by: \.date).flatMap { date, cells in
      graph.descendants(of: Set(cells.map(\.job))).map { Cell(job: $0, date: date) }
    }
    #expect(heldBack == Set(expected), "\(law)")
    tally.addPlan(withFailure: running.contains { $0.state == .failed || $0.state == .stopped })
    return run
  }

  /// Whatever is still to happen happens, nothing fails any more, and everything is asked for.
  private mutating func heal(_ expected: [Cell: String]) async throws {
    while let change = ahead.popFirst() { happen(change) }
    place.outside { $0.endings = [:] }
    let everything = WalkRequest(trigger: .backfill, dates: dates)
    let run = try await compare(everything)
    if random.once(in: 4) {
      let again = try await place.plan(everything)
      #expect(again.allSatisfy { $0.decision == .skip(.upToDate) || $0.decision.holdsBack }, "\(law)")
    }
    // What a closed gate holds back keeps what it last made of good input.
    let numbers = try place.numbers(run.cells.filter { !$0.decision.holdsBack }.map { $0.cell })
    #expect(numbers == expected.filter { numbers[$0.key] != nil }, "\(law)")
  }

  private var law: String { "NIGHTSHIFT_LAW_SEED=\(seed) repeats it" }
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
