import JobKit
import Kernel
import Pipeline
import State

/// Nights on which jobs have not been, although they had been at work before: holes that stay visible until they are backfilled or marked.
struct Missed: Encodable, Hashable {
  let jobs: [JobName]
  let from: LogicalDate
  let to: LogicalDate
  /// The next run fills it by itself.
  let caught_up: Bool

  var dates: ClosedRange<LogicalDate> { from...to }

  static let shape = Shape.object([
    .must("jobs", .list(.text), "In the order of a night"), .must("from", .date, "First logical date"),
    .must("to", .date, "Last logical date"),
    .must("caught_up", .flag, "The next run fills it by itself; otherwise a backfill or a mark must"),
  ])

  /// By date. A job that is disabled or that only nights run owes nothing, and one that waits for another is not forgotten.
  ///
  /// - Parameter blocked: cells that wait for one that did not succeed.
  static func all(_ gaps: [Gap], blocked: Set<Cell>, pipeline: LoadedPipeline, lastClosed: LogicalDate) -> [Missed] {
    let owing = pipeline.ordered.filter { $0.declaration.enabled && $0.traits.backfill == .perInterval }.map(\.name)
    let gaps = gaps.filter { owing.contains($0.job) }.flatMap { gap in
      gap.dates.days.split { blocked.contains(Cell(job: gap.job, date: $0)) }.map {
        Gap(job: gap.job, dates: $0[$0.startIndex]...$0[$0.endIndex - 1])
      }
    }
    // The run that comes next works on the last closed date while that is open, and on the one after it otherwise.
    let next = gaps.contains { $0.dates.contains(lastClosed) } ? lastClosed : lastClosed.adding(days: 1)
    let reach = next.adding(days: -pipeline.document.schedule.catchupLimit)
    struct Stretch: Hashable {
      let dates: ClosedRange<LogicalDate>
      let caughtUp: Bool
    }
    var jobs: [Stretch: Set<JobName>] = [:]
    for gap in gaps {
      if gap.dates.lowerBound < reach {
        jobs[Stretch(dates: gap.dates.lowerBound...min(gap.dates.upperBound, reach.adding(days: -1)), caughtUp: false), default: []]
          .insert(gap.job)
      }
      if gap.dates.upperBound >= reach {
        jobs[Stretch(dates: max(gap.dates.lowerBound, reach)...gap.dates.upperBound, caughtUp: true), default: []].insert(gap.job)
      }
    }
    return jobs.map { stretch, jobs in
      Missed(
        jobs: owing.filter(jobs.contains), from: stretch.dates.lowerBound, to: stretch.dates.upperBound, caught_up: stretch.caughtUp)
    }.sorted {
      ($0.from, $0.to, $0.jobs.count, $0.jobs.first?.rawValue ?? "") < ($1.from, $1.to, $1.jobs.count, $1.jobs.first?.rawValue ?? "")
    }
  }

  /// The command that fills it.
  func command(_ pipeline: LoadedPipeline) -> String {
    let owing = pipeline.ordered.filter { $0.declaration.enabled && $0.traits.backfill == .perInterval }.count
    let selection = jobs.count == owing ? "" : " --select \(jobs.map(\.rawValue).joined(separator: ","))"
    return "nightshift backfill --from \(from) --to \(to)\(selection)"
  }
}
