public import Kernel

/// Everything that a decision about a cell depends on.
public struct CellFacts: Hashable, Sendable {
  /// What a job would read, compared with what it read.
  public enum Inputs: Hashable, Sendable {
    case versions([String: String])
    /// Work that waits; nil when none does.
    case pending(String?)
  }

  /// How a job that this one needs stands on the same date.
  public enum Upstream: Hashable, Sendable {
    /// It runs before this one in the same walk.
    case runs
    case upToDate
    case failed
    case gateClosed
  }

  public struct Force: Hashable, Sendable {
    public let user: String
    public let why: String

    public init(user: String, why: String) {
      self.user = user
      self.why = why
    }
  }

  /// What a person said about the cell, where its state is `restated` or `void`.
  public struct Mark: Hashable, Sendable {
    public let user: String
    public let why: String

    public init(user: String, why: String) {
      self.user = user
      self.why = why
    }
  }

  public var enabled = true
  public var state: CellState?
  public var mark: Mark?
  /// Set for a kind that deletes when the clock cannot be right: what is wrong with it.
  public var implausibleClock: String?
  public var storedSettings: [String: String] = [:]
  public var storedInputs: [String: String] = [:]
  public var settings: [String: String] = [:]
  public var inputs: Inputs = .pending(nil)
  public var needs: [JobName: Upstream] = [:]
  /// Those of `needs` (and theirs) that write what this job reads.
  public var writers: Set<JobName> = []
  public var force: Force?
  /// Some other night is at work and this date is only looked after.
  public var lookedAfter: LookedAfter?

  /// An older date that a night looks after: what may be repaired or caught up there.
  public struct LookedAfter: Hashable, Sendable {
    public let repairs: Bool
    public let catchesUp: Bool

    public init(repairs: Bool, catchesUp: Bool) {
      self.repairs = repairs
      self.catchesUp = catchesUp
    }
  }

  public init() {}
}
