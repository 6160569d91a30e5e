/// A moment in UTC, in microseconds since 1970-01-01T00:00:00Z (PostgreSQL's and Parquet's resolution).
public struct Instant: Hashable, Comparable, Sendable, Codable {
  public static let microsecondsPerDay = 86_400_000_000

  public let microseconds: Int

  public init(microseconds: Int) { self.microseconds = microseconds }

  public init(seconds: Int) { self.init(microseconds: seconds * 1_000_000) }

  /// Reads `YYYY-MM-DD` (its midnight), or `YYYY-MM-DDTHH:MM[:SS[.ffffff]]Z`. A time without the `Z` is nil: instants are UTC.
  public init?(_ text: some StringProtocol) {
    if let date = LogicalDate(text) { self = date.start; return }
    guard text.hasSuffix("Z"), let wall = WallTime(text.dropLast()) else { return nil }
    self = wall.asUTC
  }

  public static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }

  public func adding(_ duration: Span) -> Self { Self(microseconds: microseconds + duration.microseconds) }

  public func adding(seconds: Int) -> Self { Self(microseconds: microseconds + seconds * 1_000_000) }

  /// This moment when it is midnight, else the midnight after it. S3 rounds lifecycle ages so.
  public var roundedUpToMidnight: Self {
    let day = LogicalDate(containing: self)
    return day.start == self ? self : day.adding(days: 1).start
  }

  /// How long after `earlier` this is.
  public func since(_ earlier: Self) -> Span { Span(microseconds: microseconds - earlier.microseconds) }

  /// Whole seconds since the epoch, rounded down.
  public var seconds: Int { microseconds.floorDivided(by: 1_000_000) }
}

extension Instant: CustomStringConvertible {
  /// `2026-11-22T02:00:00Z`; a fraction only where there is one.
  public var description: String {
    let day = LogicalDate(containing: self)
    let rest = microseconds - day.start.microseconds
    let (seconds, fraction) = (rest / 1_000_000, rest % 1_000_000)
    let clock = "\((seconds / 3600).padded(2)):\((seconds / 60 % 60).padded(2)):\((seconds % 60).padded(2))"
    return "\(day)T\(clock)" + (fraction == 0 ? "" : ".\(fraction.padded(6))") + "Z"
  }
  /// For people, to the second: `2026-11-22T02:00:00Z`.
  public var readable: String { Self(seconds: seconds).description }
}
