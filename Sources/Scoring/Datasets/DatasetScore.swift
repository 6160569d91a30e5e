/// The score of one dataset's partition, with what is not known about it.
public struct DatasetScore: Hashable, Sendable, Codable {
  /// Nil when nothing was measured.
  public let score: Double?
  /// Before the caps; for the trend line, which would otherwise jump.
  public let uncapped: Double?
  /// The score if every unknown check were at 0, and at 100.
  public let low: Double
  public let high: Double
  /// Severity weight measured, as a share of what is declared: the confidence. 0 when nothing is declared.
  public let coverage: Double
  public let gate: Gate
  /// Those with at least one scored check, in the order of `Dimension`.
  public let dimensions: [DimensionScore]

  public init(_ checks: [ScoredCheck]) {
    dimensions = Dimension.allCases.compactMap { DimensionScore($0, checks) }
    uncapped = WeightedMean.of(dimensions.compactMap { part in part.score.map { ($0, part.dimension.weight) } })
    score = uncapped.map { min($0, Self.cap(checks, \.state)) }
    // A sampled check's best case may be above its cap and its worst below: the range must hold the score all the same.
    let least = WeightedMean.of(dimensions.map { ($0.low, $0.dimension.weight) }) ?? 0
    let most = WeightedMean.of(dimensions.map { ($0.high, $0.dimension.weight) }) ?? 100
    low = min(least, Self.cap(checks, \.worstState))
    high = min(most, Self.cap(checks) { $0.state.isMeasured ? $0.bestState : .pass })
    let declared = dimensions.reduce(0) { $0 + $1.declared }
    coverage = declared > 0 ? Double(dimensions.reduce(0) { $0 + $1.measured }) / Double(declared) : 0
    gate = Self.gate(checks, coverage: coverage)
  }

  private static func cap(_ checks: [ScoredCheck], _ state: (ScoredCheck) -> CheckState) -> Double {
    checks.map { Cap.dataset($0.severity, state($0)) }.min() ?? 100
  }

  private static func gate(_ checks: [ScoredCheck], coverage: Double) -> Gate {
    let scored = checks.filter { $0.severity.weight > 0 }
    if scored.contains(where: { $0.severity == .critical && $0.state.closesGate }) { return .closed }
    if scored.contains(where: { $0.state == .fail || $0.state == .warn }) || coverage < 0.9 { return .warn }
    return .open
  }
}
