import Kernel
import Testing

@Suite struct WallTimeTests {
  @Test(arguments: [
    ("2025-09-12T09:58:02.118204", "2025-09-12T09:58:02.118204Z"), ("2025-09-12T10:15:30.5", "2025-09-12T10:15:30.500000Z"),
    ("2025-09-12T10:15:41", "2025-09-12T10:15:41Z"), ("2025-09-12T10:15", "2025-09-12T10:15:00Z"),
    ("2025-09-12 10:15:41", "2025-09-12T10:15:41Z"),
    ("2025-09-12T10:16:06.412000000", "2025-09-12T10:16:06.412000Z"), ("2025-09-12T10:16:06.123456789", "2025-09-12T10:16:06.123456Z"),
    ("2016-12-31T23:59:60", "2016-12-31T23:59:59.999999Z"), ("1969-12-31T23:59:59.9", "1969-12-31T23:59:59.900000Z"),
  ])
  func whatTheApplicationWrites(_ text: String, utc: String) throws {
    let wall = try #require(WallTime(text))
    #expect(wall.asUTC.description == utc)
    // A string that is not contiguous takes the other way through the parser.
    #expect(WallTime("[\(text)]".dropFirst().dropLast()) == wall)
  }

  @Test(arguments: [
    "2025-09-12", "2025-09-12T", "2025-09-12T10", "2025-09-12T10:1", "2025-09-12T24:00", "2025-09-12T10:60", "2025-09-12T10:15:61",
    "2025-09-12T10:15:30.",
    "2025-09-12T10:15:30.1234567890", "2025-09-12T10:15:30Z", "2025-09-12T10:15:30,5", "2025-02-30T10:15", "2025-09-12t10:15",
    "2025-09-12T10:15:", "",
  ])
  func anythingElseIsNone(_ text: String) { #expect(WallTime(text) == nil) }

  @Test func fieldsMustBeInRange() throws {
    let date = try #require(LogicalDate("2025-09-12"))
    #expect(WallTime(date: date, hour: 23, minute: 59, second: 59, microsecond: 999_999) != nil)
    #expect(WallTime(date: date, hour: 24, minute: 0, second: 0, microsecond: 0) == nil)
    #expect(WallTime(date: date, hour: 0, minute: 0, second: 0, microsecond: 1_000_000) == nil)
    #expect(WallTime(date: date, hour: 0, minute: -1, second: 0, microsecond: 0) == nil)
  }
}
