public import Kernel

/// A five-field cron line, always in UTC: minute, hour, day of month, month, day of week.
///
/// As in Vixie cron, when both day fields are restricted a day matches if either does. Names (`MON`, `JAN`) and `@daily` are not taken.
public struct Cron: Hashable, Sendable {
  public let text: String
  let minutes: Set<Int>
  let hours: Set<Int>
  let days: Set<Int>
  let months: Set<Int>
  let weekdays: Set<Int>
  let anyDay: Bool
  let anyWeekday: Bool

  /// `0 2 * * *`: every night at two.
  static let nightly = Cron(everyDayAt: 2)

  private init(everyDayAt hour: Int) {
    (text, minutes, hours, days, months, weekdays) = ("0 \(hour) * * *", [0], [hour], Set(1...31), Set(1...12), Set(0...6))
    (anyDay, anyWeekday) = (true, true)
  }

  /// Nil when a field is missing, not a number, out of range, or the line can never fire (`0 0 31 2 *`).
  public init?(_ text: String) {
    let fields = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    guard fields.count == 5, let minutes = Self.field(fields[0], 0...59), let hours = Self.field(fields[1], 0...23),
      let days = Self.field(fields[2], 1...31), let months = Self.field(fields[3], 1...12), let weekdays = Self.field(fields[4], 0...7)
    else { return nil }
    self.text = fields.joined(separator: " ")
    (self.minutes, self.hours, self.days, self.months) = (minutes, hours, days, months)
    self.weekdays = Set(weekdays.map { $0 % 7 })
    anyDay = fields[2].hasPrefix("*")
    anyWeekday = fields[4].hasPrefix("*")
    let longest = [1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31]
    guard !anyWeekday || months.contains(where: { month in days.contains { $0 <= longest[month] ?? 0 } }) else { return nil }
  }

  /// The earliest time of day at which it fires.
  var earliest: TimeOfDay? { hours.min().flatMap { hour in minutes.min().flatMap { TimeOfDay(hour: hour, minute: $0) } } }

  /// The first firing at or after `instant`.
  public func next(atOrAfter instant: Instant) -> Instant {
    let firstMinute = (instant.microseconds + 59_999_999).floorDivided(by: 60_000_000)
    var date = LogicalDate(containing: Instant(microseconds: firstMinute * 60_000_000))
    var earliest = firstMinute - date.start.microseconds / 60_000_000
    while true {
      if matches(date) {
        for hour in hours.sorted() {
          for minute in minutes.sorted() where hour * 60 + minute >= earliest {
            return date.start.adding(seconds: (hour * 60 + minute) * 60)
          }
        }
      }
      date = date.adding(days: 1)
      earliest = 0
    }
  }

  private func matches(_ date: LogicalDate) -> Bool {
    let (_, month, day) = date.components
    guard months.contains(month) else { return false }
    let byDay = days.contains(day), byWeekday = weekdays.contains(date.weekday)
    return anyDay || anyWeekday ? byDay && byWeekday : byDay || byWeekday
  }

  /// One field: `*`, `5`, `1-5`, `*/15`, `10-40/5`, and lists of these.
  private static func field(_ text: String, _ range: ClosedRange<Int>) -> Set<Int>? {
    var result: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
      guard (1...2).contains(pieces.count), let step = pieces.count == 2 ? Int(pieces[1]) : 1, step >= 1 else { return nil }
      let bounds = pieces[0].split(separator: "-", omittingEmptySubsequences: false)
      let span: ClosedRange<Int>
      if pieces[0] == "*" {
        span = range
      } else if bounds.count == 2, let low = Int(bounds[0]), let high = Int(bounds[1]), range.contains(low), range.contains(high),
        low <= high
      {
        span = low...high
      } else if bounds.count == 1, let only = Int(bounds[0]), range.contains(only) {
        span = pieces.count == 2 ? only...range.upperBound : only...only
      } else {
        return nil
      }
      result.formUnion(stride(from: span.lowerBound, through: span.upperBound, by: step))
    }
    return result
  }
}
