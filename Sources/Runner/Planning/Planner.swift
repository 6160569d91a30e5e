public import JobKit
public import Kernel
import Pipeline
public import State

/// What a run would do now, decided by the same walk that the run takes; touches nothing.
public struct Planner: Sendable {
  private let request: WalkRequest
  private let pipeline: LoadedPipeline
  private let state: StateStore
  private let world: World

  public init(request: WalkRequest, pipeline: LoadedPipeline, state: StateStore, world: World) {
    self.request = request
    self.pipeline = pipeline
    self.state = state
    self.world = world
  }

  /// Every cell looked at, with the decision about it; a plan foresees success.
  public func plan() async throws -> Plan {
    let clockProblem = try ClockGuard.problem(at: world.now(), state: state)
    let walk = try Walk(request, pipeline: pipeline, state: state, world: world, parallel: Int.max, clockProblem: clockProblem)
    var estimates: [JobName: Estimate] = [:], times: [Int: Int] = [:]
    while let due = try await walk.next() {
      try await walk.foresee(due)
      walk.leave(due)
      walk.end(due, .runs)
      guard let estimate = try walk.history.estimate(due.cell.job) else { continue }
      estimates[due.cell.job] = estimate
      times[due.node] = estimate.duration.p90.microseconds
    }
    let forecast = DeadlineForecast(request, pipeline: pipeline, roster: walk.roster)
    let risks = forecast.isNeeded ? forecast.risks(of: walk, at: world.now()) { times[$0] ?? 0 }.risks : []
    return Plan(walk, estimates: estimates, deadlineRisks: risks, clockProblem: clockProblem)
  }
}
