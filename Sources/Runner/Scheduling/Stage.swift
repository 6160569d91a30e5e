import JobKit
import Kernel
import Pipeline
import State

/// Dates and the jobs to look at on each; stages follow each other, the cells of one may run side by side.
struct Stage: Sendable {
  /// In the order they are walked; each day follows or precedes the one before it.
  let dates: [LogicalDate]
  /// Numbers of the roster, in its order.
  let jobs: [Int]
  /// Some other date's night is at work and these are only looked after.
  let isLookedAfter: Bool

  /// The stages of a request, in the order they are walked.
  ///
  /// First come the discovering jobs with what they wait for, so that what they find can make other dates stale: in a night those of its own date,
  /// then those of the older dates it looks after; then the rest of the older dates, then the rest of its own. In a backfill the discovering ones
  /// of all dates, then the rest of all dates.
  static func all(for request: WalkRequest, pipeline: LoadedPipeline, roster: Roster, state: StateStore) throws(Failure) -> [Stage] {
    let jobs = roster.members.indices.filter { request.selected?.contains(roster[$0].name) ?? true }
    let first = discovering(roster, pipeline)
    let (found, rest) = (jobs.filter { first.contains($0) }, jobs.filter { !first.contains($0) })
    let stages: [Stage]
    switch request.trigger {
    case .backfill:
      let dates = request.newestFirst ? Array(days(request.dates).reversed()) : days(request.dates)
      stages = [found, rest].map { Stage(dates: dates, jobs: $0, isLookedAfter: false) }
    case .run:
      let own = [request.dates.upperBound]
      let older = try olderDates(than: request.dates.upperBound, pipeline: pipeline, state: state)
      func repeatable(_ jobs: [Int]) -> [Int] { jobs.filter { roster[$0].job.traits.backfill == .perInterval } }
      stages = [
        Stage(dates: own, jobs: found, isLookedAfter: false), Stage(dates: older, jobs: repeatable(found), isLookedAfter: true),
        Stage(dates: older, jobs: repeatable(rest), isLookedAfter: true), Stage(dates: own, jobs: rest, isLookedAfter: false),
      ]
    }
    return stages.filter { !$0.jobs.isEmpty && !$0.dates.isEmpty }
  }

  /// Discovering jobs and everything that must have ended before them.
  private static func discovering(_ roster: Roster, _ pipeline: LoadedPipeline) -> Set<Int> {
    let names = roster.members.filter { $0.job.traits.discovers }.map(\.name)
    return Set(names.flatMap { [$0] + pipeline.graph.upstream(of: $0, via: .all) }.compactMap { roster.numbers[$0] })
  }

  /// Dates behind `date` that are near enough to be looked after and that this installation has known: before its first night nothing was missed.
  private static func olderDates(than date: LogicalDate, pipeline: LoadedPipeline, state: StateStore) throws(Failure) -> [LogicalDate] {
    let schedule = pipeline.document.schedule
    let reach = max(pipeline.lookbackDays, schedule.catchupLimit)
    guard reach > 0, let known = try state.read({ try $0.knownDates(of: pipeline.jobs.keys) }) else { return [] }
    let first = max(known.lowerBound, max(schedule.start, date.adding(days: -reach)))
    guard first < date else { return [] }
    let dates = days(first...date.adding(days: -1))
    return schedule.catchupOrder == .oldestFirst ? dates : dates.reversed()
  }

  private static func days(_ dates: ClosedRange<LogicalDate>) -> [LogicalDate] {
    (dates.lowerBound.daysSinceEpoch...dates.upperBound.daysSinceEpoch).map(LogicalDate.init(daysSinceEpoch:))
  }
}
