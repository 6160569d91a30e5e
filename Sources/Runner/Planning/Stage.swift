import JobKit
import Kernel
import Pipeline
import State

/// A date and the jobs to look at there; stages follow each other, jobs inside one may run side by side.
struct Stage: Sendable {
  let date: LogicalDate
  /// In the graph's order.
  let jobs: [JobName]
  let lookedAfter: CellFacts.LookedAfter?

  /// The stages of a request, in the order they are walked.
  ///
  /// A night starts with its own discovering jobs, so that what they find can make older dates stale; then come the older dates it looks
  /// after, then the rest of its own date.
  static func all(for request: WalkRequest, pipeline: LoadedPipeline, state: StateStore) throws(Failure) -> [Stage] {
    let jobs = pipeline.graph.order.filter { request.selected?.contains($0) ?? true }
    switch request.trigger {
    case .backfill:
      let dates = (0...(request.dates.upperBound.daysSinceEpoch - request.dates.lowerBound.daysSinceEpoch)).map(
        request.dates.lowerBound.adding)
      return (request.newestFirst ? dates.reversed() : dates).map { Stage(date: $0, jobs: jobs, lookedAfter: nil) }
    case .run:
      let date = request.dates.upperBound
      let discovering = jobs.filter { pipeline[$0]?.traits.discovers ?? false }
      var stages = [Stage(date: date, jobs: discovering, lookedAfter: nil)]
      stages += try olderDates(than: date, pipeline: pipeline, state: state).map { older in
        let age = date.daysSinceEpoch - older.daysSinceEpoch
        let role = CellFacts.LookedAfter(repairs: age <= pipeline.lookbackDays, catchesUp: age <= pipeline.document.schedule.catchupLimit)
        return Stage(date: older, jobs: jobs.filter { pipeline[$0]?.traits.backfill == .perInterval }, lookedAfter: role)
      }
      stages.append(Stage(date: date, jobs: jobs.filter { !discovering.contains($0) }, lookedAfter: nil))
      return stages.filter { !$0.jobs.isEmpty }
    }
  }

  /// Dates behind `date` that are near enough to be looked after and that this installation has known: before its first night nothing was missed.
  private static func olderDates(than date: LogicalDate, pipeline: LoadedPipeline, state: StateStore) throws(Failure) -> [LogicalDate] {
    let schedule = pipeline.document.schedule
    let reach = max(pipeline.lookbackDays, schedule.catchupLimit)
    guard reach > 0, let known = try state.read({ try $0.knownDates() }) else { return [] }
    let first = max(known.lowerBound, max(schedule.start, date.adding(days: -reach)))
    guard first < date else { return [] }
    let dates = (first.daysSinceEpoch..<date.daysSinceEpoch).map(LogicalDate.init(daysSinceEpoch:))
    return schedule.catchupOrder == .oldestFirst ? dates : dates.reversed()
  }
}
