public import Kernel
import State

/// How long a job takes and how many rows it writes, by its last successes (at most 20).
public struct Estimate: Hashable, Sendable {
  /// The middle one, and the one that nine of ten stay within.
  public struct Spread<Value: Hashable & Sendable>: Hashable, Sendable {
    public let median: Value
    public let p90: Value

    public init(median: Value, p90: Value) {
      self.median = median
      self.p90 = p90
    }
  }

  public let duration: Spread<Span>
  /// Nil for a job that counts no rows.
  public let rows: Spread<Int>?

  public init(duration: Spread<Span>, rows: Spread<Int>? = nil) {
    self.duration = duration
    self.rows = rows
  }

  /// Nil without history.
  init?(_ successes: [SuccessRecord]) {
    guard let duration = Self.spread(successes.map(\.duration.microseconds)) else { return nil }
    self.duration = Spread(median: Span(microseconds: duration.median), p90: Span(microseconds: duration.p90))
    rows = Self.spread(successes.compactMap { $0.counts["rows_out"] })
  }

  /// Nearest rank.
  private static func spread(_ values: [Int]) -> Spread<Int>? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    return Spread(median: sorted[sorted.count / 2], p90: sorted[(sorted.count * 9 + 9) / 10 - 1])
  }
}
