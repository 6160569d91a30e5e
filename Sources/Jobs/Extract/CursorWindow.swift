import Drivers
import Kernel

/// The half-open stretch of a cursor that belongs to a date, as SQL.
struct CursorWindow: Sendable {
  let interval: DataInterval
  let lag: Span
  /// How wall times of the database are read.
  let zone: ZoneRules

  /// `lo <= column < hi`. A `timestamp` is compared as the wall time that its zone shows at the ends of the interval; a `date` as a calendar
  /// day, whatever the zone, and a lag counts in whole days, rounded up.
  /// - Returns: nil when the type is no time.
  func condition(_ column: String, type: String) -> String? {
    let low = interval.start.adding(Span(microseconds: -lag.microseconds)), high = interval.end
    switch type {
    case "timestamptz":
      return between(column, "\(text(low))Z", "\(text(high))Z", type)
    case "timestamp":
      return between(column, text(zone.wall(of: low).asUTC), text(zone.wall(of: high).asUTC), type)
    case "date":
      return between(column, LogicalDate(containing: low).description, LogicalDate(containing: high).description, type)
    default: return nil
    }
  }

  private func between(_ column: String, _ low: String, _ high: String, _ type: String) -> String {
    "\(column) >= '\(low)'::\(type) AND \(column) < '\(high)'::\(type)"
  }

  /// `2026-11-21T00:00:00`, as PostgreSQL reads it.
  private func text(_ instant: Instant) -> String { String(instant.description.dropLast()) }
}
