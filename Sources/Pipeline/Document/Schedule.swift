public import Kernel

/// When the nightly run is due and which dates it owes.
public struct Schedule: Hashable, Sendable {
  public enum Order: String, Sendable, CaseIterable { case oldestFirst = "oldest_first", newestFirst = "newest_first" }

  public var cron: Cron
  /// First logical date with data.
  public var start: LogicalDate
  /// How many missed nights a run catches up by itself.
  public var catchupLimit: Int
  public var catchupOrder: Order

  public init(cron: Cron, start: LogicalDate, catchupLimit: Int = 0, catchupOrder: Order = .oldestFirst) {
    self.cron = cron
    self.start = start
    self.catchupLimit = catchupLimit
    self.catchupOrder = catchupOrder
  }

  /// When the run that works on `date` is due: the first time the cron line fires at or after the end of the date.
  public func due(_ date: LogicalDate) -> Instant { cron.next(atOrAfter: date.interval.end) }

  /// The last date whose run is due at `now`.
  public func lastClosed(at now: Instant) -> LogicalDate {
    var date = LogicalDate(containing: now).adding(days: -1)
    while due(date) > now { date = date.adding(days: -1) }
    return date
  }
}
