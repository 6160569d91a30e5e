public import Kernel
public import Pipeline

/// What a person or cron asked for: which dates, which jobs, and whether to do them again.
public struct WalkRequest: Sendable {
  public enum Trigger: String, Sendable {
    /// One night: its date, and the older dates it looks after.
    case run
    /// A range of dates on request.
    case backfill
  }

  public var trigger: Trigger
  /// Inclusive.
  public var dates: ClosedRange<LogicalDate>
  public var newestFirst = false
  /// Jobs to look at; nil is all.
  public var selected: Set<JobName>?
  public var force: CellFacts.Force?
  /// Stop at the first date with a failure.
  public var failFast = false

  public init(trigger: Trigger, dates: ClosedRange<LogicalDate>, selected: Set<JobName>? = nil, force: CellFacts.Force? = nil) {
    self.trigger = trigger
    self.dates = dates
    self.selected = selected
    self.force = force
  }
}
