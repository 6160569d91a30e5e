import Kernel
import Testing

@testable import DemoData

@Suite struct TaipeiTimeTests {
  @Test(arguments: [
    ("2026-11-11T16:30:00Z", "2026-11-12T00:30:00", [2026, 11, 12, 0, 30, 0, 0]),
    ("2026-11-11T02:15:30.5Z", "2026-11-11T10:15:30.5", [2026, 11, 11, 10, 15, 30, 500_000_000]),
    ("2026-12-31T15:59:59.000100Z", "2026-12-31T23:59:59.0001", [2026, 12, 31, 23, 59, 59, 100_000]),
    ("2026-12-31T16:00:00.077123Z", "2027-01-01T00:00:00.077123", [2027, 1, 1, 0, 0, 0, 77_123_000]),
  ])
  func wallTimeIsEightHoursAheadWithNoMoreDigitsThanNeeded(_ instant: String, _ iso: String, _ parts: [Int]) throws {
    let time = TaipeiTime(try #require(Instant(instant)))
    #expect(time.iso == iso)
    #expect(time.parts == parts)
    #expect(time.sql == iso.replacing("T", with: " "))
    #expect(time.hour == parts[3])
  }
}
