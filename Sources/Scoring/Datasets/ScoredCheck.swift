/// A check as the dataset's score sees it.
public struct ScoredCheck: Hashable, Sendable {
  public let dimension: Dimension
  public let severity: Severity
  public let state: CheckState
  public let q: Double?
  public let range: ClosedRange<Double>

  public init(_ dimension: Dimension, _ severity: Severity, _ score: CheckScore) {
    self.dimension = dimension
    self.severity = severity
    state = score.state
    q = score.q
    range = score.range
  }

  public init(_ result: CheckResult) {
    dimension = result.dimension
    severity = result.severity
    state = result.state
    q = result.q
    range = result.low...max(result.low, result.high)
  }

  /// What it would be in the worst and in the best case.
  var worstState: CheckState { state.isMeasured ? CheckScore.state(range.lowerBound) : .fail }
  var bestState: CheckState { state.isMeasured ? CheckScore.state(range.upperBound) : .pass }
}
