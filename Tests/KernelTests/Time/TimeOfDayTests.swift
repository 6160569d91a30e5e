import Kernel
import Testing

@Suite struct TimeOfDayTests {
  @Test(arguments: [("00:00", 0), ("05:30", 330), ("23:59", 1439)])
  func hoursAndMinutes(_ text: String, minutes: Int) throws {
    let time = try #require(TimeOfDay(text))
    #expect(time.minutes == minutes)
    #expect(time.description == text)
    #expect(time == TimeOfDay(hour: minutes / 60, minute: minutes % 60))
  }

  @Test(arguments: ["", "5:30", "05:3", "24:00", "05:60", "05-30", "0530", "05:30:00", "05:30Z", "-1:00", " 5:30", "٠٥:٣٠", "aa:bb"])
  func anythingElseIsNone(_ text: String) { #expect(TimeOfDay(text) == nil) }

  @Test func onADate() throws {
    let (time, date) = (try #require(TimeOfDay("05:30")), try #require(LogicalDate("2028-02-29")))
    #expect(time.on(date) == Instant("2028-02-29T05:30:00Z"))
    #expect(try time < #require(TimeOfDay("05:31")))
    #expect(TimeOfDay(hour: -1, minute: 0) == nil && TimeOfDay(hour: 0, minute: 60) == nil)
  }
}
