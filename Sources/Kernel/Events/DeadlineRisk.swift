/// A deadline that will probably be missed, said before it is.
public struct DeadlineRisk: Hashable, Sendable {
  /// What ought to be done by then.
  public let cell: Cell
  public let deadline: Instant
  /// When it will probably be done, by the 90th percentile of each job's last successes; pools are left out of account.
  public let predicted: Instant
  /// The job that takes the most of the time that is still to go.
  public let dueTo: JobName

  public init(cell: Cell, deadline: Instant, predicted: Instant, dueTo: JobName) {
    self.cell = cell
    self.deadline = deadline
    self.predicted = predicted
    self.dueTo = dueTo
  }

  public var late: Span { Span(microseconds: predicted.microseconds - deadline.microseconds) }

  /// In a line.
  public var summary: String {
    "\(cell.job) \(cell.date) will probably be done at \(predicted.readable), \(late.readable) after its deadline (\(deadline.readable)), because of \(dueTo)"
  }
}
