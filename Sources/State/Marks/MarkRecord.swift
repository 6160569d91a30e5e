public import Kernel

/// What a person said about the cells of a job on a range of dates.
public struct MarkRecord: Hashable, Sendable, Codable {
  public enum Act: String, Hashable, Sendable, Codable, CaseIterable {
    /// Do it again: the cells became `restated`.
    case restate
    /// It is done, by other means: the cells became `succeeded`.
    case done
    /// There is nothing to do: the cells became `void`.
    case void
  }

  public let id: Int
  public let at: Instant
  public let act: Act
  public let job: JobName
  public let firstDate: LogicalDate
  public let lastDate: LogicalDate
  public let user: String
  public let reason: String

  public init(id: Int, at: Instant, act: Act, job: JobName, firstDate: LogicalDate, lastDate: LogicalDate, user: String, reason: String) {
    self.id = id
    self.at = at
    self.act = act
    self.job = job
    self.firstDate = firstDate
    self.lastDate = lastDate
    self.user = user
    self.reason = reason
  }
}
