public import Kernel

/// A job run as it begins: a run's decision about a cell to run it.
public struct JobRunStart: Hashable, Sendable {
  /// Its row.
  public let id: Int
  public let run: Int
  public let cell: Cell
  public let reason: String
  /// What exactly differed.
  public let cause: Cause
  public let at: Instant

  public init(id: Int, run: Int, cell: Cell, reason: String, cause: Cause = Cause(), at: Instant) {
    self.id = id
    self.run = run
    self.cell = cell
    self.reason = reason
    self.cause = cause
    self.at = at
  }
}
