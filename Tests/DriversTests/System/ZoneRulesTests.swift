import Drivers
import Kernel
import Testing

@Suite struct ZoneRulesTests {
  @Test(arguments: [
    ("Asia/Taipei", "2026-11-22T00:00:00", "2026-11-21T16:00:00Z"),
    ("Asia/Taipei", "2026-11-21T23:59:59.999999", "2026-11-21T15:59:59.999999Z"),
    // Taiwan had summer time in 1975.
    ("Asia/Taipei", "1975-07-01T12:00:00", "1975-07-01T03:00:00Z"),
    ("+08:00", "2026-11-22T00:00:00", "2026-11-21T16:00:00Z"), ("-03:30", "2026-11-22T00:00:00", "2026-11-22T03:30:00Z"),
    ("UTC", "2026-11-22T00:00:00", "2026-11-22T00:00:00Z"),
    ("America/New_York", "2026-01-15T12:00:00", "2026-01-15T17:00:00Z"),
    ("America/New_York", "2026-07-15T12:00:00", "2026-07-15T16:00:00Z"),
    // Past the end of the file's table, by its last rule; the southern summer spans the new year.
    ("America/New_York", "2099-07-15T12:00:00", "2099-07-15T16:00:00Z"),
    ("America/New_York", "2099-01-15T12:00:00", "2099-01-15T17:00:00Z"),
    ("Australia/Sydney", "2099-01-15T12:00:00", "2099-01-15T01:00:00Z"),
    ("Australia/Sydney", "2099-07-15T12:00:00", "2099-07-15T02:00:00Z"),
    // Before the first change: local mean time.
    ("Europe/Berlin", "1800-01-01T00:53:28", "1800-01-01T00:00:00Z"),
  ])
  func turnsWallTimesIntoInstantsAndBack(_ zone: String, _ wall: String, _ instant: String) throws {
    let rules = try ZoneRules.load(zone)
    let wall = try #require(WallTime(wall)), instant = try #require(Instant(instant))
    #expect(rules.instant(of: wall) == instant)
    #expect(rules.wall(of: instant) == wall)
  }

  @Test func anHourShownTwiceIsItsFirst() throws {
    let rules = try ZoneRules.load("America/New_York")
    let wall = try #require(WallTime("2026-11-01T01:30:00"))
    #expect(rules.instant(of: wall).description == "2026-11-01T05:30:00Z")
    #expect(rules.wall(of: try #require(Instant("2026-11-01T06:30:00Z"))) == wall)
  }

  @Test func anHourNeverShownIsReadAsIfTheClockHadNotBeenTouched() throws {
    let rules = try ZoneRules.load("America/New_York")
    #expect(rules.instant(of: try #require(WallTime("2026-03-08T02:30:00"))).description == "2026-03-08T07:30:00Z")
  }

  @Test(arguments: ["Asia/Taipai", "", "Asia", "../../etc/passwd", "/etc/passwd", "Asia//Taipei", "+8", "+25:00", "+08:60", "tzdata.zi"])
  func anUnknownZoneIsRefused(_ name: String) {
    #expect { try ZoneRules.load(name) } throws: { ($0 as? Failure)?.code == 3301 }
  }

  @Test func aFileThatIsNoZoneIsRefused() {
    #expect { try ZoneRules.load("leapseconds") } throws: { ($0 as? Failure)?.code == 3302 }
  }
}
