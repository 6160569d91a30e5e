/// The six dimensions of DAMA's list, in the order they are shown.
public enum Dimension: String, Sendable, Codable, CaseIterable {
  case completeness, accuracy, validity, uniqueness, consistency, timeliness

  /// The dimension's share of a dataset's score, in percent; they add up to 100.
  public var weight: Int {
    switch self {
    case .completeness: 25
    case .accuracy: 20
    case .validity, .uniqueness, .consistency: 15
    case .timeliness: 10
    }
  }
}
