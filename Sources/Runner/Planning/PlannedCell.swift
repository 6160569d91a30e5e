public import Kernel
public import Pipeline

/// One line of a plan: a cell, the decision about it, and how long it took lately.
public struct PlannedCell: Hashable, Sendable {
  public let cell: Cell
  public let decision: Decision
  /// Median of the last successes; nil without history or for a cell that is skipped.
  public let estimate: Span?

  public init(cell: Cell, decision: Decision, estimate: Span?) {
    self.cell = cell
    self.decision = decision
    self.estimate = estimate
  }
}
