import Kernel
import Pipeline
import Testing

@Suite struct CronTests {
  @Test(arguments: [
    ("0 2 * * *", "2026-11-22T02:00:00Z", "2026-11-22T02:00:00Z"), ("0 2 * * *", "2026-11-22T02:00:01Z", "2026-11-23T02:00:00Z"),
    ("0 2 * * *", "2026-12-31T02:01Z", "2027-01-01T02:00:00Z"), ("*/15 * * * *", "2026-11-22T23:46Z", "2026-11-23T00:00:00Z"),
    ("30 4 31 * *", "2026-11-01", "2026-12-31T04:30:00Z"), ("0 0 29 2 *", "2026-03-01", "2028-02-29T00:00:00Z"),
    ("0 0 29 2 *", "2097-01-01", "2104-02-29T00:00:00Z"),
    ("0 12 * * 1-5", "2026-11-21", "2026-11-23T12:00:00Z"), ("0 0 * * 7", "2026-11-21", "2026-11-22T00:00:00Z"),
    ("0 0 * * 0", "2026-11-21", "2026-11-22T00:00:00Z"),
    // Both day fields restricted: either is enough, as in Vixie cron.
    ("0 0 1 * 1", "2026-11-24", "2026-11-30T00:00:00Z"), ("0 0 1 * 1", "2026-11-30T00:01Z", "2026-12-01T00:00:00Z"),
    // A day field that begins with * is not a restriction: both must match.
    ("0 0 */2 * 1", "2026-11-22", "2026-11-23T00:00:00Z"),
    ("5,10 1,3 * 6 *", "2026-11-22", "2027-06-01T01:05:00Z"), ("10-40/15 0 * * *", "2026-11-22T00:11Z", "2026-11-22T00:25:00Z"),
    ("50/5 0 * * *", "2026-11-22T00:51Z", "2026-11-22T00:55:00Z"),
    ("59 23 31 12 *", "2026-12-31T23:59:00Z", "2026-12-31T23:59:00Z"), ("0 2 * * *", "1969-12-31T01:00Z", "1969-12-31T02:00:00Z"),
  ])
  func nextFiring(_ line: String, after: String, expected: String) throws {
    let cron = try #require(Cron(line))
    #expect(cron.next(atOrAfter: try #require(Instant(after))).description == expected)
  }

  @Test func aFractionOfASecondTooLateIsTooLate() throws {
    let cron = try #require(Cron("0 2 * * *"))
    let two = try #require(Instant("2026-11-22T02:00Z"))
    #expect(cron.next(atOrAfter: two.adding(Span(microseconds: 1))) == two.adding(.days(1)))
    #expect(cron.next(atOrAfter: two.adding(Span(microseconds: -1))) == two)
  }

  @Test func spacesBetweenFieldsDoNotMatter() { #expect(Cron(" 0   2 * * * ") == Cron("0 2 * * *")) }

  @Test(arguments: [
    "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *", "* * * * 8", "5-1 * * * *",
    "*/0 * * * *", "1,,2 * * * *",
    "a * * * *", "0 0 31 2 *", "0 0 30 2 *", "0 0 31 4,6,9,11 *", "1-2-3 * * * *", "-1 * * * *", "@daily", "0 2 * * MON", "1/2/3 * * * *",
  ])
  func whatIsNoCronLine(_ line: String) { #expect(Cron(line) == nil) }

  @Test func aDayThatNeverComesIsFineBesideAWeekday() throws {
    let cron = try #require(Cron("0 0 31 2 1"))
    #expect(cron.next(atOrAfter: try #require(Instant("2026-02-03"))).description == "2026-02-09T00:00:00Z")
  }

  @Test func aFiringIsItsOwnNextAndNoneLiesBetween() throws {
    let cron = try #require(Cron("7,37 */5 * * 2"))
    var instant = try #require(Instant("2026-01-01"))
    for _ in 0..<200 {
      let next = cron.next(atOrAfter: instant)
      #expect(next >= instant && cron.next(atOrAfter: next) == next)
      #expect(LogicalDate(containing: next).weekday == 2)
      instant = next.adding(seconds: 1)
    }
  }
}
