public import Kernel

/// One night's score in a trend line.
public struct ScorePoint: Hashable, Sendable, Codable {
  public let date: LogicalDate
  /// Nil when nothing was measured that night.
  public let score: Double?
  public let gate: Gate

  public init(date: LogicalDate, score: Double?, gate: Gate) {
    self.date = date
    self.score = score
    self.gate = gate
  }
}
