/// One dimension of a dataset: the severity-weighted mean of its measured checks.
public struct DimensionScore: Hashable, Sendable, Codable {
  public let dimension: Dimension
  /// Nil when none of its checks was measured.
  public let score: Double?
  public let low: Double
  public let high: Double
  /// Severity weight measured, of severity weight declared.
  public let measured: Int
  public let declared: Int

  /// Nil when no scored check belongs to the dimension.
  init?(_ dimension: Dimension, _ checks: [ScoredCheck]) {
    let mine = checks.filter { $0.dimension == dimension && $0.severity.weight > 0 }
    guard !mine.isEmpty else { return nil }
    self.dimension = dimension
    let known = mine.filter(\.state.isMeasured)
    declared = mine.reduce(0) { $0 + $1.severity.weight }
    measured = known.reduce(0) { $0 + $1.severity.weight }
    score = WeightedMean.of(known.compactMap { check in check.q.map { ($0, check.severity.weight) } })
    low = WeightedMean.of(mine.map { ($0.range.lowerBound, $0.severity.weight) }) ?? 0
    high = WeightedMean.of(mine.map { ($0.range.upperBound, $0.severity.weight) }) ?? 100
  }
}
