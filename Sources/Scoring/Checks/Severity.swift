/// How much a check matters among those of its dataset.
public enum Severity: String, Sendable, Codable, CaseIterable {
  /// Its failure closes the gate.
  case critical
  case major
  case minor
  /// Shown and never scored.
  case info

  /// The check's weight in its dimension and in the coverage.
  public var weight: Int {
    switch self {
    case .critical: 5
    case .major: 3
    case .minor: 1
    case .info: 0
    }
  }
}
