/// How much a dataset matters to the night: 1 the most, 3 the least.
public enum Tier: Int, Sendable, Codable, CaseIterable {
  case one = 1, two, three

  public var weight: Int {
    switch self {
    case .one: 5
    case .two: 3
    case .three: 1
    }
  }

  /// The most the night can score while a dataset of this tier has its gate closed.
  var closedCap: Double { self == .one ? Cap.failing : Cap.notGreen }
}
