import Kernel

/// What a clock in Taipei shows at a moment: UTC+8, no summer time.
struct TaipeiTime: Sendable {
  static let offset = Span.seconds(8 * 3600)

  /// The moment at which a clock in UTC would show the same.
  private let shown: Instant

  init(_ instant: Instant) { shown = instant.adding(Self.offset) }

  var date: LogicalDate { LogicalDate(containing: shown) }
  var hour: Int { (shown.microseconds - date.start.microseconds) / 3_600_000_000 }

  /// `2026-11-12T10:15:30.5`: Java's ISO form, as many digits of the fraction as there are.
  var iso: String {
    var text = String(shown.description.dropLast())
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
    }
    return text
  }

  /// The form of SQL: a space for the T.
  var sql: String { "\(iso.prefix(10)) \(iso.dropFirst(11))" }

  /// Year, month, day, hour, minute, second, nanoseconds.
  var parts: [Int] {
    let (year, month, day) = date.components
    let rest = shown.microseconds - date.start.microseconds
    return [
      year, month, day, rest / 3_600_000_000, rest / 60_000_000 % 60, rest / 1_000_000 % 60, rest % 1_000_000 * 1000,
    ]
  }
}
