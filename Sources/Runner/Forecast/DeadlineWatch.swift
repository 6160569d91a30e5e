import JobKit
import Kernel
import Pipeline
import State

/// Looks ahead while a night is at work and tells of each deadline once, as soon as it will probably be missed.
final class DeadlineWatch {
  private let forecast: DeadlineForecast
  private let clock: RunClock
  /// The p90 of each job of the roster, in microseconds.
  private let times: [Int]
  private var began: [Int: Span] = [:]
  private var done: Set<Int> = []
  /// Nil is the night's, whichever of its cells will be the last.
  private var told: Set<Cell?> = []
  private var nextCheck: Span?

  /// Nil when nothing has a deadline.
  init?(_ request: WalkRequest, pipeline: LoadedPipeline, walk: Walk, clock: RunClock) throws(Failure) {
    forecast = DeadlineForecast(request, pipeline: pipeline, roster: walk.roster)
    guard forecast.isNeeded else { return nil }
    self.clock = clock
    times = try walk.history.estimates(walk.roster.members.map(\.name)).map { $0?.duration.p90.microseconds ?? 0 }
  }

  func began(_ node: Int, at: Span) { began[node] = at }

  func ended(_ node: Int) { done.insert(node) }

  /// Tells what is newly at risk. The pause after which to look again although nothing has ended: what is left until the first deadline is at risk;
  /// nil when somebody waits for that already, or nothing is left to be at risk.
  func check(_ walk: Walk, _ context: RunContext) -> Span? {
    let now = clock.elapsed
    let (risks, slack) = forecast.risks(of: walk, at: clock.now()) { self.remaining($0, walk, now) }
    for risk in risks where told.insert(risk.isOfNight ? nil : risk.cell).inserted { context.emit(.deadlineAtRisk(risk)) }
    guard walk.isWorking, let slack, nextCheck.map({ $0 <= now }) ?? true else { return nil }
    let pause = max(slack, .seconds(1))
    nextCheck = Span(microseconds: now.microseconds + pause.microseconds)
    return pause
  }

  /// A cell that nobody has decided about counts when it has not succeeded yet.
  private func remaining(_ node: Int, _ walk: Walk, _ now: Span) -> Int {
    if done.contains(node) { return 0 }
    let time = times[walk.board.job(node)]
    if let start = began[node] { return max(time - (now.microseconds - start.microseconds), 1) }
    if let decision = walk.board.decision(node) { return decision.runs ? time : 0 }
    switch walk.board.glance(node).state {
    case .succeeded, .gateClosed, .void: return 0
    default: return time
    }
  }
}
