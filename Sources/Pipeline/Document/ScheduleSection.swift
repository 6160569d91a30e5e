import Kernel

/// `schedule:` — when a night is due and which dates it owes.
enum ScheduleSection {
  static let keys = [
    KeySchema("cron", .string, "Five fields in UTC: minute, hour, day of month, month, day of week", required: true),
    KeySchema("start", .date, "The first logical date with data; a backfill refuses earlier ones", required: true),
    KeySchema("catchup", .mapping(catchupKeys), "Missed nights that a run repairs by itself"),
  ]
  static let catchupKeys = [
    KeySchema("limit", .integer, "How many missed nights at most", default: "0"),
    KeySchema(
      "order", .choice(Schedule.Order.allCases.map(\.rawValue)), "Which missed night comes first",
      default: Schedule.Order.oldestFirst.rawValue),
  ]

  private static let zoneKeys = ["timezone", "time_zone", "tz", "zone"]

  static func read(_ fields: inout Fields) -> Schedule {
    for key in zoneKeys where fields.has(key) {
      fields.accept([key])
      fields.report(
        Diagnostic(
          1032, "a schedule has no time zone: nights are UTC", at: fields.location(of: key),
          hint:
            "a zone with daylight saving has nights of 23 and of 25 hours, and dates that begin twice; remove '\(key)' and write the hour in UTC"
        ))
    }
    let cron = cron(&fields)
    let start = fields.required("start", "2026-01-01") == nil ? nil : fields.date("start")
    var schedule = Schedule(cron: cron ?? .nightly, start: start ?? LogicalDate(daysSinceEpoch: 0))
    _ = fields.nested("catchup", named: "catchup") { catchup in
      schedule.catchupLimit = catchup.integer("limit", in: 0...366) ?? 0
      schedule.catchupOrder = catchup.choice("order") ?? .oldestFirst
    }
    return schedule
  }

  private static func cron(_ fields: inout Fields) -> Cron? {
    guard let value = fields.required("cron", "0 2 * * *"), let text = fields.text("cron", value) else { return nil }
    if let cron = Cron(text) { return cron }
    let count = text.split(separator: " ").count
    let hint: String
    if text.hasPrefix("@") {
      hint = "write the five fields out; @daily is `0 0 * * *`"
    } else if text.contains("TZ=") {
      hint = "nights are UTC; remove the time zone"
    } else if count == 6 {
      hint = "there is no field for seconds: minute, hour, day of month, month, day of week"
    } else if count == 5, text.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) {
      hint = "write days and months as numbers: Sunday is 0, January is 1"
    } else {
      hint = "five fields: minute 0-59, hour 0-23, day of month 1-31, month 1-12, day of week 0-7; it must be able to fire"
    }
    fields.report(Diagnostic(1031, "'\(text)' is no cron line", at: value.location, hint: hint))
    return nil
  }
}
