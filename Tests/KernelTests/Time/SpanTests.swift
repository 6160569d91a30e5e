import Kernel
import Testing

@Suite struct SpanTests {
  @Test(arguments: [
    ("30d", 30 * 86_400_000_000, "30d"), ("15m", 900_000_000, "15m"), ("90s", 90_000_000, "90s"), ("60m", 3_600_000_000, "1h"),
    ("250ms", 250_000, "250ms"),
    ("2w", 14 * 86_400_000_000, "14d"), ("7y", 7 * 365 * 86_400_000_000, "2555d"), ("0s", 0, "0s"), ("36h", 129_600_000_000, "36h"),
    ("1000y", 365_000 * 86_400_000_000, "365000d"),
  ])
  func oneNumberAndOneUnit(_ text: String, microseconds: Int, written: String) throws {
    let span = try #require(Span(text))
    #expect(span.microseconds == microseconds)
    #expect(span.description == written)
    #expect(Span(span.description) == span)
  }

  @Test(arguments: ["", "30", "d", "1.5h", "1h30m", "-1d", "+1d", "1 d", "1D", "1001y", "99999999999d", "٣d", "3 months"])
  func anythingElseIsNone(_ text: String) { #expect(Span(text) == nil) }

  @Test(arguments: [
    (85_000, "85 ms"), (4_200_000, "4.2 s"), (59_990_000, "59.9 s"), (125_000_000, "2 m 05 s"), (4_320_000_000, "1 h 12 m"),
  ])
  func forPeople(_ microseconds: Int, text: String) { #expect(Span(microseconds: microseconds).readable == text) }

  @Test func lengths() {
    #expect(Span.days(3).wholeDays == 3)
    #expect(Span(microseconds: 3 * 86_400_000_000 - 1).wholeDays == 2)
    #expect(Span.seconds(90).duration == .seconds(90))
    #expect(Span(microseconds: 1).description == "1us")
    #expect(Span.seconds(59) < .seconds(60))
  }
}
