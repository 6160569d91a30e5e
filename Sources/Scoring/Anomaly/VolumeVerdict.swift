/// What `VolumeRule` makes of one day's count.
public struct VolumeVerdict: Hashable, Sendable {
  /// What was expected and how far off the day is.
  public struct Fit: Hashable, Sendable, Codable {
    /// Rows.
    public let expected: Double
    /// Rows over expected rows, minus 1: −0.4 is 40 % fewer.
    public let change: Double
    public let z: Double
    /// Scatter of the logarithms, and the factor that widens it while the history is short.
    public let sigma: Double
    public let widening: Double
    /// The counts at which the rule would speak.
    public let warnLow: Double
    public let warnHigh: Double
    public let failLow: Double
  }

  public let state: CheckState
  public let rows: Int
  /// Accepted points in the history.
  public let points: Int
  /// Nil while learning.
  public let fit: Fit?
  /// No row came where a history of rows says there should be some.
  public let isEmpty: Bool
  let distance: Double

  init(state: CheckState, rows: Int, points: Int, fit: Fit? = nil, distance: Double = 0, isEmpty: Bool = false) {
    self.state = state
    self.rows = rows
    self.points = points
    self.fit = fit
    self.distance = distance
    self.isEmpty = isEmpty
  }

  public var measurement: Measurement { state == .learning ? .unknown(.learning) : .distance(distance) }

  /// Whether the day may become part of the history that later days are judged by.
  public var isAccepted: Bool { state == .pass || state == .learning }
}
