public import Kernel

/// One night's rows in a volume line, with the band it was judged by.
public struct VolumePoint: Hashable, Sendable, Codable {
  public let date: LogicalDate
  public let rows: Int
  public let isAccepted: Bool
  /// Nil while the rule was learning.
  public let low: Double?
  public let high: Double?

  public init(date: LogicalDate, volume: CheckResult.Volume) {
    self.date = date
    rows = volume.rows
    isAccepted = volume.isAccepted
    low = volume.fit?.warnLow
    high = volume.fit?.warnHigh
  }
}
