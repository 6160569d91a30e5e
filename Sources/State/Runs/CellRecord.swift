public import Kernel

/// The stored truth of one job on one date.
public struct CellRecord: Hashable, Sendable, Codable {
  public let cell: Cell
  public let state: CellState
  /// Settings at the last success (or gate), flattened: key path to text. Empty when there was none.
  public let settings: [String: String]
  /// What it read at the last success: name to version.
  public let inputs: [String: String]
  public let counts: [String: Int]
  /// What a person said about it last, where that is why it is in this state.
  public let mark: MarkRecord?

  public init(
    cell: Cell, state: CellState, settings: [String: String], inputs: [String: String], counts: [String: Int], mark: MarkRecord? = nil
  ) {
    self.cell = cell
    self.state = state
    self.settings = settings
    self.inputs = inputs
    self.counts = counts
    self.mark = mark
  }
}
