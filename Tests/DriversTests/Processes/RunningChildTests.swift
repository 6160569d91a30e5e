import Testing

@testable import Drivers

struct RunningChildTests {
  /// Its keeper looks again a second late at most, and the run's own records take their time after that.
  @Test func theGraceLeavesARunTimeToEndWithinTenSeconds() {
    #expect(RunningChild.grace + .seconds(1) < .seconds(10))
  }
}
