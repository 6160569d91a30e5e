/// What a clock on a wall shows: a date and a time of day without a zone.
///
/// The source application writes these; a source's declared zone turns them into an `Instant`.
public struct WallTime: Hashable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00 on that wall.
  public let microseconds: Int

  public init(microseconds: Int) { self.microseconds = microseconds }

  /// Nil when a field is out of range; second 60 is read as 59.999999, so that a leap second stays in its day.
  public init?(date: LogicalDate, hour: Int, minute: Int, second: Int, microsecond: Int) {
    guard (0..<24).contains(hour), (0..<60).contains(minute), (0...60).contains(second), (0..<1_000_000).contains(microsecond) else {
      return nil
    }
    let clock = second == 60 ? 59_999_999 : second * 1_000_000 + microsecond
    self.init(microseconds: date.start.microseconds + (hour * 60 + minute) * 60_000_000 + clock)
  }

  /// Reads `YYYY-MM-DDTHH:MM[:SS[.fraction]]` (or a space for the T); up to nine digits of fraction, cut to microseconds.
  public init?(_ text: some StringProtocol) {
    var text = text
    let parsed: Self? = text.withUTF8OrCopy { Self(bytes: $0) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// The same, from UTF-8 bytes without copying.
  public init?(bytes: UnsafeBufferPointer<UInt8>) {
    func digits(_ start: Int, _ count: Int) -> Int? {
      guard start + count <= bytes.count else { return nil }
      var value = 0
      for index in start..<(start + count) {
        let digit = bytes[index] &- UInt8(ascii: "0")
        guard digit <= 9 else { return nil }
        value = value * 10 + Int(digit)
      }
      return value
    }
    func at(_ index: Int, _ character: Unicode.Scalar) -> Bool { index < bytes.count && bytes[index] == UInt8(ascii: character) }
    guard let year = digits(0, 4), at(4, "-"), let month = digits(5, 2), at(7, "-"), let day = digits(8, 2),
      at(10, "T") || at(10, " "), let hour = digits(11, 2), at(13, ":"), let minute = digits(14, 2),
      let date = LogicalDate(year: year, month: month, day: day)
    else { return nil }
    var second = 0
    var microsecond = 0
    if bytes.count > 16 {
      guard at(16, ":"), let value = digits(17, 2) else { return nil }
      second = value
      if bytes.count > 19 {
        let fraction = bytes.count - 20
        guard at(19, "."), (1...9).contains(fraction), let value = digits(20, fraction) else { return nil }
        microsecond =
          fraction <= 6 ? value * [1_000_000, 100_000, 10_000, 1000, 100, 10, 1][fraction] : value / [10, 100, 1000][fraction - 7]
      }
    }
    self.init(date: date, hour: hour, minute: minute, second: second, microsecond: microsecond)
  }

  /// The moment at which a wall clock in UTC shows this.
  public var asUTC: Instant { Instant(microseconds: microseconds) }
}

extension StringProtocol {
  fileprivate mutating func withUTF8OrCopy<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    return Array(utf8).withUnsafeBufferPointer(body)
  }
}
