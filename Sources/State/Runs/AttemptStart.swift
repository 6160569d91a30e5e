public import Kernel

/// An attempt of a job run as it begins.
public struct AttemptStart: Hashable, Sendable {
  /// Its row.
  public let id: Int
  /// The row of its job run.
  public let jobRun: Int
  /// Counted from 1.
  public let number: Int
  /// Where its log would be, relative to the state folder.
  public let log: String
  public let at: Instant

  public init(id: Int, jobRun: Int, number: Int, log: String, at: Instant) {
    self.id = id
    self.jobRun = jobRun
    self.number = number
    self.log = log
    self.at = at
  }
}
