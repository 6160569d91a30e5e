/// A length of time in microseconds, written `30d`, `15m` in job files.
public struct Span: Hashable, Comparable, Sendable, Codable {
  public static let zero = Span(microseconds: 0)

  public let microseconds: Int

  public init(microseconds: Int) { self.microseconds = microseconds }

  public static func seconds(_ count: Int) -> Self { Self(microseconds: count * 1_000_000) }
  public static func days(_ count: Int) -> Self { Self(microseconds: count * Instant.microsecondsPerDay) }

  /// Reads one whole number and one unit: `ms s m h d w y`; a year is 365 days. Nil for anything else, or past 1,000 years.
  public init?(_ text: some StringProtocol) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.utf8.count <= 9, let count = Int(digits) else { return nil }
    let units: [String: Int] = [
      "ms": 1000, "s": 1_000_000, "m": 60_000_000, "h": 3_600_000_000,
      "d": Instant.microsecondsPerDay, "w": 7 * Instant.microsecondsPerDay, "y": 365 * Instant.microsecondsPerDay,
    ]
    guard let unit = units[String(text.dropFirst(digits.count))] else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: unit)
    guard !overflow, product <= 365_000 * Instant.microsecondsPerDay else { return nil }
    self.init(microseconds: product)
  }

  public static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }

  public var wholeDays: Int { microseconds / Instant.microsecondsPerDay }

  public var duration: Duration { .microseconds(microseconds) }
}

extension Span: CustomStringConvertible {
  /// The largest unit that divides the span: `30d`, `36h`, `90s`.
  public var description: String {
    let units: [(Int, String)] = [
      (Instant.microsecondsPerDay, "d"), (3_600_000_000, "h"), (60_000_000, "m"), (1_000_000, "s"), (1000, "ms"),
    ]
    for (size, name) in units where microseconds != 0 && microseconds % size == 0 { return "\(microseconds / size)\(name)" }
    return microseconds == 0 ? "0s" : "\(microseconds)us"
  }

  /// For people: `1 h 12 m`, `4.2 s`, `85 ms`.
  public var readable: String {
    let seconds = Double(microseconds) / 1_000_000
    switch seconds {
    case ..<1: return "\(microseconds / 1000) ms"
    case ..<60: return "\(microseconds / 1_000_000).\(microseconds / 100_000 % 10) s"
    case ..<3600: return "\(Int(seconds) / 60) m \((Int(seconds) % 60).padded(2)) s"
    default: return "\(Int(seconds) / 3600) h \((Int(seconds) / 60 % 60).padded(2)) m"
    }
  }
}
