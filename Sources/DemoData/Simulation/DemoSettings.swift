import Kernel

/// What a demo is made of: the same settings give the same bytes. Written beside the demo as `demo.json` when it is complete.
struct DemoSettings: Hashable, Sendable, Codable {
  var from: LogicalDate
  var days: Int
  var seed: UInt64
  /// 1 is six to ten thousand events a day.
  var scale: Double
  var wire: Wire

  var end: LogicalDate { from.adding(days: days) }
}
