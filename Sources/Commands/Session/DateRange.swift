import ArgumentParser
import JobKit
import Kernel
import Pipeline

/// `--from` and `--to`, clipped to dates that have data, with a word about it.
enum DateRange {
  static func clipped(from: String, to: String, session: Session, pipeline: LoadedPipeline) throws -> ClosedRange<LogicalDate> {
    let (first, last) = (try Session.date(from), try Session.date(to))
    guard first <= last else { throw ValidationError("--from \(first) is after --to \(last)") }
    let schedule = pipeline.document.schedule
    let closed = schedule.lastClosed(at: session.world.now())
    guard first <= closed, last >= schedule.start else {
      throw ValidationError(
        "there is no date with data from \(first) to \(last): the schedule starts on \(schedule.start) and the last due date is \(closed)")
    }
    if first < schedule.start { session.console.note("from \(schedule.start) on: schedule.start") }
    if last > closed { session.console.note("up to \(closed): later dates are not due yet") }
    return max(first, schedule.start)...min(last, closed)
  }
}
