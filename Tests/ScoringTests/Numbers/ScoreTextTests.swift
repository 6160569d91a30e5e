import Scoring
import Testing

@Suite struct ScoreTextTests {
  @Test(arguments: [
    (100, "100.0"), (99.97, "99.9"), (99.999_999, "99.9"), (0, "0.0"), (0.09, "0.0"), (49.9.nextUp, "49.9"), (50, "50.0"), (79.999, "79.9"),
    (88.5, "88.5"),
  ]) func roundsDown(score: Double, text: String) { #expect(ScoreText.of(score) == text) }

  @Test func nothingMeasuredIsNotANumber() { #expect(ScoreText.of(nil) == "n/m") }

  @Test func aPercentageReachesAHundredOnlyWhenWhole() {
    #expect(ScoreText.percent(1) == "100%")
    #expect(ScoreText.percent(0.9999) == "99%")
    #expect(ScoreText.percent(0) == "0%")
  }
}
