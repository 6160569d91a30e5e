/// A time of day in UTC, to the minute, written `05:30`.
public struct TimeOfDay: Hashable, Comparable, Sendable {
  /// Minutes since midnight, 0 to 1439.
  public let minutes: Int

  /// Nil when there is no such time.
  public init?(hour: Int, minute: Int) {
    guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
    minutes = hour * 60 + minute
  }

  /// Reads exactly `HH:MM`, from 00:00 to 23:59; anything else is nil.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
    func number(_ tens: UInt8, _ ones: UInt8) -> Int? {
      let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
      guard digits.contains(tens), digits.contains(ones) else { return nil }
      return Int(tens - digits.lowerBound) * 10 + Int(ones - digits.lowerBound)
    }
    guard let hour = number(bytes[0], bytes[1]), let minute = number(bytes[3], bytes[4]) else { return nil }
    self.init(hour: hour, minute: minute)
  }

  /// The moment on `date` at which it is this time.
  public func on(_ date: LogicalDate) -> Instant { date.start.adding(seconds: minutes * 60) }

  public static func < (a: Self, b: Self) -> Bool { a.minutes < b.minutes }
}

extension TimeOfDay: CustomStringConvertible {
  /// `HH:MM`.
  public var description: String { "\((minutes / 60).padded(2)):\((minutes % 60).padded(2))" }
}
