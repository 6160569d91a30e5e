public import Kernel

/// Rows of each hour of the last days of one dataset.
public struct ArrivalGrid: Hashable, Sendable, Codable {
  public struct Day: Hashable, Sendable, Codable {
    public let date: LogicalDate
    /// 24 counts by hour of event time in UTC; nil for a day that was not counted.
    public let hours: [Int]?

    public init(date: LogicalDate, hours: [Int]?) {
      self.date = date
      self.hours = hours
    }
  }

  public let dataset: String
  /// Oldest first, without holes.
  public let days: [Day]

  public init(dataset: String, days: [Day]) {
    self.dataset = dataset
    self.days = days
  }
}
