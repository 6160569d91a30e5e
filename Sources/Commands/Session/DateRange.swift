import ArgumentParser
import Kernel
import Pipeline

/// The dates that a person asked for, both ends included.
enum DateRange: Equatable {
  case dates(ClosedRange<LogicalDate>)
  /// The last so many that are due.
  case last(days: Int)

  /// Nil when none was given.
  /// - Throws: `ValidationError` for what makes no sense.
  init?(from: String?, to: String?, last: String?) throws {
    switch (from, to, last) {
    case (nil, nil, nil): return nil
    case (let from?, let to?, nil):
      let (first, last) = (try Session.date(from), try Session.date(to))
      guard first <= last else { throw ValidationError("--from \(first) is after --to \(last)") }
      self = .dates(first...last)
    case (nil, nil, let last?):
      guard let span = Span(last), span.wholeDays >= 1 else { throw ValidationError("--last takes days such as 7d, not '\(last)'") }
      self = .last(days: span.wholeDays)
    case (_, _, _?): throw ValidationError("give --from and --to, or --last")
    case (_, _, nil): throw ValidationError("--from and --to go together")
    }
  }

  /// The dates of it that have data, with a word about each end that was cut off.
  /// - Throws: `ValidationError` when there are none.
  func clipped(now: Instant, schedule: Schedule) throws -> (dates: ClosedRange<LogicalDate>, notes: [String]) {
    let closed = schedule.lastClosed(at: now)
    let wanted =
      switch self {
      case .dates(let dates): dates
      case .last(let days): closed.adding(days: 1 - days)...closed
      }
    guard wanted.lowerBound <= closed, wanted.upperBound >= schedule.start else {
      throw ValidationError(
        "there is no date with data in \(wanted.readable): the schedule starts on \(schedule.start) and the last due date is \(closed)")
    }
    var notes: [String] = []
    if wanted.lowerBound < schedule.start { notes.append("from \(schedule.start) on: that is schedule.start") }
    if wanted.upperBound > closed { notes.append("up to \(closed): later dates are not due yet") }
    return (max(wanted.lowerBound, schedule.start)...min(wanted.upperBound, closed), notes)
  }
}
