/// A deadline that will probably be missed, said before it is.
public struct DeadlineRisk: Hashable, Sendable {
  /// What ought to be done by then; of a night the cell that will probably end last.
  public let cell: Cell
  /// It is the deadline of the whole night.
  public let isOfNight: Bool
  public let deadline: Instant
  /// When this was foreseen: behind the deadline it has been missed already.
  public let now: Instant
  /// When it will probably be done, by the 90th percentile of each job's last successes; pools are left out of account.
  public let predicted: Instant
  /// The job that takes the most of the time that is still to go.
  public let dueTo: JobName

  public init(cell: Cell, isOfNight: Bool, deadline: Instant, now: Instant, predicted: Instant, dueTo: JobName) {
    self.cell = cell
    self.isOfNight = isOfNight
    self.deadline = deadline
    self.now = now
    self.predicted = predicted
    self.dueTo = dueTo
  }

  public var late: Span { Span(microseconds: predicted.microseconds - deadline.microseconds) }

  /// In a line.
  public var summary: String {
    let who = isOfNight ? "the night of \(cell.date)" : "\(cell.job) \(cell.date)"
    if now >= deadline { return "\(who) has missed its deadline (\(deadline.readable))" }
    return "\(who) will probably be done at \(predicted.readable), \(late.readable) after its deadline (\(deadline.readable))"
      + (isOfNight || dueTo != cell.job ? ", because of \(dueTo)" : "")
  }
}
