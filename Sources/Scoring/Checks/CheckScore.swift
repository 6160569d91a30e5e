import func Glibc.log
import func Glibc.sqrt

/// The score q of one check: 80 to 100 passes, 50 to under 80 warns, under 50 fails, so that number and state cannot contradict each other.
public struct CheckScore: Hashable, Sendable {
  public let state: CheckState
  /// Nil unless measured.
  public let q: Double?
  /// What q could be, given what is not known: 0 to 100 when unmeasured, the 95 % bounds of a sample.
  public let range: ClosedRange<Double>

  public init(_ measurement: Measurement) {
    switch measurement {
    case .rows(let failing, let evaluated, let limits):
      self.init(measured: Self.q(failing: failing, evaluated: evaluated, limits))
    case .sample(let failing, let evaluated, let limits):
      guard let q = Self.q(failing: failing, evaluated: evaluated, limits) else {
        self.init(measured: nil)
        return
      }
      let ratio = Self.wilson(failing: failing, evaluated: evaluated)
      let worst = Self.q(ratio: ratio.upperBound, evaluated: evaluated, limits),
        best = Self.q(ratio: ratio.lowerBound, evaluated: evaluated, limits)
      self.init(state: Self.state(q), q: q, range: min(worst, q)...max(best, q))
    case .distance(let s): self.init(measured: Self.q(distance: s))
    case .verdict(.yes): self.init(measured: 100)
    case .verdict(.partly): self.init(measured: 65)
    case .verdict(.no): self.init(measured: 0)
    case .unknown(let state):
      precondition(!state.isMeasured, "\(state) is a measured state")
      self.init(state: state, q: nil, range: 0...100)
    }
  }

  private init(measured q: Double?) {
    if let q { self.init(state: Self.state(q), q: q, range: q...q) } else { self.init(state: .notMeasured, q: nil, range: 0...100) }
  }

  private init(state: CheckState, q: Double?, range: ClosedRange<Double>) {
    self.state = state
    self.q = q
    self.range = range
  }

  static func state(_ q: Double) -> CheckState { q >= 80 ? .pass : q >= 50 ? .warn : .fail }

  /// Nil when there is nothing to evaluate.
  static func q(failing: Int, evaluated: Int, _ limits: Limits) -> Double? {
    guard evaluated > 0 else { return nil }
    return q(ratio: Double(min(max(failing, 0), evaluated)) / Double(evaluated), evaluated: evaluated, limits)
  }

  /// Linear between the limits; logarithmic above `fail`, where each factor of ten in damage costs the same.
  static func q(ratio r: Double, evaluated: Int, _ limits: Limits) -> Double {
    let (w, f) = (limits.warn, limits.fail)
    if r <= 0 { return 100 }
    if r <= w { return 100 - 20 * r / w }
    if r <= f { return max(50, 80 - 30 * (r - w) / (f - w)) }
    let least = max(f, 1 / Double(evaluated))
    guard r < 1, least < 1 else { return 0 }
    return min(49, max(0, 49 * (1 - log(r / least) / log(1 / least))))
  }

  static func q(distance s: Double) -> Double {
    if s <= 1 { return 100 }
    return s <= 2 ? 80 - 30 * (s - 1) : 98 / s
  }

  /// Wilson's 95 % interval of a share (E. B. Wilson, 1927).
  static func wilson(failing: Int, evaluated: Int) -> ClosedRange<Double> {
    let z = 1.959963984540054
    let n = Double(evaluated), p = Double(failing) / n
    let centre = p + z * z / (2 * n), half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)), scale = 1 + z * z / n
    return max(0, (centre - half) / scale)...min(1, (centre + half) / scale)
  }
}
