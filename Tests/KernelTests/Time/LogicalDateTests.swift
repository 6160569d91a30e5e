import Kernel
import Testing

@Suite struct LogicalDateTests {
  /// From `date -u -d DAY +%s`, divided by 86,400, and `+%w`.
  @Test(arguments: [
    ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2), ("2026-01-01", 20_454, 4), ("2026-11-22", 20_779, 0),
    ("2038-01-19", 24_855, 2), ("1900-02-28", -25_509, 3), ("1900-03-01", -25_508, 4), ("0001-01-01", -719_162, 1),
    ("9999-12-31", 2_932_896, 5),
  ])
  func knownDays(_ text: String, days: Int, weekday: Int) throws {
    let date = try #require(LogicalDate(text))
    #expect(date.daysSinceEpoch == days)
    #expect(date.weekday == weekday)
    #expect(date.description == text)
    #expect(LogicalDate(daysSinceEpoch: days) == date)
  }

  @Test func everyDayOfFourHundredYearsFollowsTheOneBefore() throws {
    var date = try #require(LogicalDate("1999-12-31"))
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var expected = (year: 1999, month: 12, day: 31)
    for _ in 0..<146_097 {
      #expect(date.components == expected)
      #expect(LogicalDate(year: expected.year, month: expected.month, day: expected.day) == date)
      let isLeap = expected.year % 4 == 0 && (expected.year % 100 != 0 || expected.year % 400 == 0)
      let length = expected.month == 2 && isLeap ? 29 : lengths[expected.month - 1]
      if expected.day < length {
        expected.day += 1
      } else {
        expected = expected.month < 12 ? (expected.year, expected.month + 1, 1) : (expected.year + 1, 1, 1)
      }
      date = date.adding(days: 1)
    }
  }

  @Test(arguments: [
    "2026-02-29", "1900-02-29", "2026-00-10", "2026-13-01", "2026-04-31", "2026-01-00", "26-01-01", "2026-1-01", "2026/01/01",
    "2026-01-01 ", "+026-01-01",
    "２０２６-01-01", "0000-01-01", "",
  ])
  func whatIsNoDateIsNone(_ text: String) { #expect(LogicalDate(text) == nil) }

  @Test func itsIntervalIsHalfOpen() throws {
    let date = try #require(LogicalDate("2026-11-21"))
    #expect(date.interval.description == "[2026-11-21T00:00Z, 2026-11-22T00:00Z)")
    #expect(date.interval.contains(date.start))
    #expect(date.interval.contains(date.interval.end.adding(Span(microseconds: -1))))
    #expect(!date.interval.contains(date.interval.end))
    #expect(!date.interval.contains(date.start.adding(Span(microseconds: -1))))
  }

  @Test func theDayOfAnInstantBeforeTheEpochIsTheOneThatHoldsIt() {
    #expect(LogicalDate(containing: Instant(microseconds: -1)).description == "1969-12-31")
    #expect(LogicalDate(containing: Instant(microseconds: 0)).description == "1970-01-01")
    #expect(LogicalDate(containing: Instant(microseconds: Instant.microsecondsPerDay - 1)).description == "1970-01-01")
  }
}
