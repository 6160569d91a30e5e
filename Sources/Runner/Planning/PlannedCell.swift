public import Kernel
public import Pipeline

/// One line of a plan: a cell, the decision about it, and what it took lately.
public struct PlannedCell: Hashable, Sendable {
  public let cell: Cell
  public let decision: Decision
  /// By the job's last successes; nil without history or for a cell that is skipped.
  public let history: Estimate?
  /// What it would read, name to version, for a cell that runs.
  public let inputs: [String: String]

  /// The median of the last successes.
  public var estimate: Span? { history?.duration.median }

  public init(cell: Cell, decision: Decision, history: Estimate? = nil, inputs: [String: String] = [:]) {
    self.cell = cell
    self.decision = decision
    self.history = history
    self.inputs = inputs
  }
}
