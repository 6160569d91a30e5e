import Kernel
import Testing

@Suite struct InstantTests {
  /// From `date -u -d TEXT +%s`.
  @Test(arguments: [
    ("2026-11-22T02:00:00Z", 1_795_312_800, "2026-11-22T02:00:00Z"), ("2026-11-22T02:00Z", 1_795_312_800, "2026-11-22T02:00:00Z"),
    ("2026-11-22", 1_795_305_600, "2026-11-22T00:00:00Z"), ("1969-12-31T23:59:59Z", -1, "1969-12-31T23:59:59Z"),
    ("2000-02-29 12:34:56Z", 951_827_696, "2000-02-29T12:34:56Z"),
  ])
  func knownMoments(_ text: String, seconds: Int, written: String) throws {
    let instant = try #require(Instant(text))
    #expect(instant.seconds == seconds)
    #expect(instant.description == written)
  }

  @Test func fractionsAreKeptToTheMicrosecond() throws {
    #expect(Instant("2026-11-22T02:00:00.5Z")?.description == "2026-11-22T02:00:00.500000Z")
    #expect(Instant("2026-11-22T02:00:00.1234567Z")?.description == "2026-11-22T02:00:00.123456Z")
    #expect(Instant(microseconds: -1).description == "1969-12-31T23:59:59.999999Z")
    #expect(Instant(microseconds: -1).seconds == -1)
  }

  @Test(arguments: [
    "2026-11-22T02:00:00", "2026-11-22T02:00:00+08:00", "2026-11-22T24:00Z", "2026-11-22T02:60Z", "2026-11-22T2:00Z", "now", "Z",
  ])
  func aTimeWithoutItsZoneIsNoInstant(_ text: String) { #expect(Instant(text) == nil) }

  @Test func roundingUpStopsAtMidnight() throws {
    let midnight = try #require(Instant("2026-11-22"))
    #expect(midnight.roundedUpToMidnight == midnight)
    #expect(midnight.adding(Span(microseconds: 1)).roundedUpToMidnight == midnight.adding(.days(1)))
    #expect(midnight.adding(Span(microseconds: -1)).roundedUpToMidnight == midnight)
  }

  @Test func whatIsWrittenReadsBack() {
    var value = 88_172_645_463_325_252
    for _ in 0..<2000 {
      value = (value &* 6_364_136_223_846_793_005) &+ 1_442_695_040_888_963_407
      let instant = Instant(microseconds: value % (250 * 365 * Instant.microsecondsPerDay))
      #expect(Instant(instant.description) == instant)
      let later = instant.adding(.days(3))
      #expect(later.since(instant) == .days(3) && instant < later)
    }
  }
}
