import Kernel

extension ClosedRange<LogicalDate> {
  /// `2026-01-01`, or `2026-01-01 .. 2026-12-31` with both ends meant.
  var readable: String { lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound) .. \(upperBound)" }

  /// Each of them, oldest first.
  var days: [LogicalDate] { (lowerBound.daysSinceEpoch...upperBound.daysSinceEpoch).map(LogicalDate.init(daysSinceEpoch:)) }
}
