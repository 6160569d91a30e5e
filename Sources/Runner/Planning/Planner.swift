public import JobKit
public import Kernel
import Pipeline
public import State

/// What a run would do now, decided by the same walk that the run takes; touches nothing.
public struct Planner: Sendable {
  private let walk: Walk
  private let state: StateStore

  public init(request: WalkRequest, pipeline: LoadedPipeline, state: StateStore, world: World) {
    walk = Walk(request: request, pipeline: pipeline, state: state, world: world)
    self.state = state
  }

  /// Every cell looked at, in the order of the walk.
  public func plan() async throws -> [PlannedCell] {
    let cells = Collected()
    try await walk.go(foresee: true) { due in
      let estimate = due.decision.runs ? try Self.estimate(due.cell.job, state) : nil
      await cells.append(PlannedCell(cell: due.cell, decision: due.decision, estimate: estimate))
      if case .skip(let reason) = due.decision { return Walk.fate(of: reason) }
      return .runs
    }
    return await cells.all
  }

  /// The median of a job's last successes.
  static func estimate(_ job: JobName, _ state: StateStore) throws(Failure) -> Span? {
    let durations = try state.read { try $0.recentDurations(of: job) }.sorted()
    return durations.isEmpty ? nil : Span(microseconds: durations[durations.count / 2])
  }

  private actor Collected {
    private(set) var all: [PlannedCell] = []
    func append(_ cell: PlannedCell) { all.append(cell) }
  }
}
