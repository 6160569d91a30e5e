public import Kernel

/// One start of the program.
public struct RunRecord: Hashable, Sendable, Codable {
  public let id: Int
  public let pipeline: String
  /// `run` or `backfill`.
  public let trigger: String
  public let firstDate: LogicalDate
  public let lastDate: LogicalDate
  public let asOf: Instant
  public let startedAt: Instant
  public let endedAt: Instant?
  public let exitCode: Int?
}

/// One decision of a run about a cell, and what came of it. A decision to skip has the run's start as both of its times.
public struct JobRunRecord: Hashable, Sendable, Codable {
  /// Of the job run; 0 for a decision to skip, which has no attempts.
  public let id: Int
  public let run: Int
  public let cell: Cell
  /// `run` or `skip`.
  public let verdict: String
  public let reason: String
  /// What exactly differed, for a decision to run.
  public let cause: Cause
  public let state: CellState
  public let counts: [String: Int]
  public let startedAt: Instant
  public let endedAt: Instant?
}

/// One attempt of a job run.
public struct AttemptRecord: Hashable, Sendable, Codable {
  public let id: Int
  public let number: Int
  public let state: CellState
  public let startedAt: Instant
  public let endedAt: Instant?
  public let code: String?
  public let message: String?
  public let hint: String?
  /// The log file, relative to the state folder; nil when the attempt wrote none.
  public let log: String?
}

/// How long a success of a job took and what it counted.
public struct SuccessRecord: Hashable, Sendable {
  public let duration: Span
  public let counts: [String: Int]

  public init(duration: Span, counts: [String: Int]) {
    self.duration = duration
    self.counts = counts
  }
}
