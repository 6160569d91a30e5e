public import Kernel

/// Reads `year=2026/month=11/day=21/hour=10` folders, strictly: the declared keys in their order, ASCII digits, a time that exists.
public enum HivePath {
  /// The values of the partition keys in a folder or object path below a table's prefix; nil when they are not exactly `layout`.
  public static func values(_ path: String, layout: [String]) -> [String]? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= layout.count else { return nil }
    var values: [String] = []
    for (part, key) in zip(parts, layout) {
      guard part.hasPrefix(key + "="), part.utf8.count > key.utf8.count + 1 else { return nil }
      values.append(String(part.dropFirst(key.count + 1)))
    }
    return values
  }

  /// The start of the hour (or day) that the folders name; nil when the layout has no date or the folders name none that exists.
  public static func time(_ path: String, layout: [String]) -> Instant? {
    guard let values = values(path, layout: layout) else { return nil }
    var parts: [String: Int] = [:]
    for (key, value) in zip(layout, values) {
      if key == "date" { return LogicalDate(value)?.start }
      guard value.utf8.allSatisfy({ (48...57).contains($0) }), value.utf8.count == (key == "year" ? 4 : 2) else { continue }
      parts[key] = Int(value)
    }
    guard let year = parts["year"], let month = parts["month"], let day = parts["day"],
      let date = LogicalDate(year: year, month: month, day: day)
    else { return nil }
    guard layout.contains("hour") else { return date.start }
    guard let hour = parts["hour"], (0..<24).contains(hour) else { return nil }
    return date.start.adding(seconds: hour * 3600)
  }

  /// The folder of an hour or a day below a table's prefix, in the order of `layout`.
  public static func folder(_ instant: Instant, layout: [String]) -> String {
    let date = LogicalDate(containing: instant)
    let (year, month, day) = date.components
    let hour = (instant.microseconds - date.start.microseconds) / 3_600_000_000
    let values = ["year": year.padded(4), "month": month.padded(2), "day": day.padded(2), "hour": hour.padded(2), "date": date.description]
    return layout.map { "\($0)=\(values[$0] ?? "")" }.joined(separator: "/")
  }
}
