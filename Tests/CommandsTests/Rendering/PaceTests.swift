import Kernel
import Testing

@testable import Commands

struct PaceTests {
  @Test func rateAndRestFollowFromWhatIsDone() {
    var pace = Pace(total: 2190)
    #expect(pace.text(after: .seconds(0)) == "0 of 2,190 done")
    pace.skipped = 190
    #expect(pace.text(after: .seconds(1)) == "190 of 2,190 done (190 skipped)")
    pace.ran = 10
    #expect(pace.text(after: .seconds(60)) == "200 of 2,190 done (190 skipped), 10 a minute, about 9 m 57 s left")
    #expect(pace.text(after: .seconds(1)).hasSuffix("about 10 s left"), "9.95 s")
    pace.skipped = 0
    #expect(pace.text(after: .seconds(7200)) == "10 of 2,190 done, 5 an hour, about 436 h 00 m left")
    pace.ran = 2190
    #expect(pace.text(after: .seconds(60)) == "2,190 of 2,190 done, 2,190 a minute")
  }

  @Test func aFileGetsALineEveryTenSecondsAtMost() {
    var pace = Pace(total: 100)
    pace.ran = 50
    #expect(pace.line(after: .seconds(9)) == nil)
    #expect(pace.line(after: .seconds(12)) == "50 of 100 done, 250 a minute, about 12 s left")
    #expect(pace.line(after: .seconds(21)) == nil)
    #expect(pace.line(after: .seconds(22)) != nil)
  }
}
