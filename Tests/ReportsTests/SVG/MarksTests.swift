import Kernel
import Scoring
import Testing

@testable import Reports

@Suite struct MarksTests {
  @Test func coordinatesAreTenths() {
    #expect([0, 1, 1.04, 1.05, -0.3, -1.25, 640].map(SVG.number) == ["0", "1", "1", "1.1", "-0.3", "-1.3", "640"])
  }

  @Test func aNightWithoutAScorePartsTheLine() {
    let whole = Sparkline(scores: [90, 91, 92, 93], width: 100, height: 20, tone: "ok").svg
    let parted = Sparkline(scores: [90, 91, nil, 93, 94], width: 100, height: 20, tone: "ok").svg
    #expect(whole.split(separator: "<polyline").count == 2)
    #expect(parted.split(separator: "<polyline").count == 3)
    #expect(parted.contains("90.0, 91.0, n/m, 93.0, 94.0"))
  }

  @Test func oneNightIsNoTrend() { #expect(Sparkline(scores: [nil, 90], width: 100, height: 20, tone: "ok").svg.isEmpty) }

  @Test func theUnknownIsHatched() {
    #expect(ScoreBar(score: 90, low: 60, high: 95, tone: "ok").svg.contains("hatch"))
    #expect(!ScoreBar(score: 90, low: 90, high: 90, tone: "ok").svg.contains("hatch"))
  }

  @Test func theAxisOfAVolumeHoldsTheBand() {
    let date = LogicalDate(daysSinceEpoch: 20_000)
    let fit = VolumeRule.judge(rows: 100, on: date, history: (1...20).map { .init(date: date.adding(days: -$0), rows: 9000) }).fit
    let points = [
      VolumePoint(date: date.adding(days: -1), volume: .init(rows: 9000, isAccepted: true, fit: fit)),
      VolumePoint(date: date, volume: .init(rows: 100, isAccepted: false, fit: fit)),
    ]
    let svg = VolumeChart(points: points, tone: "bad").svg
    #expect(svg.contains("15k") && svg.contains("band") && svg.contains("expected between 7,200 and 10,800"))
  }

  @Test func anEmptyHourIsFramedAndADayWithoutCountsIsSaid() {
    let date = LogicalDate(daysSinceEpoch: 20_000)
    var hours = [Int](repeating: 5, count: 24)
    hours[3] = 0
    let svg = HourGrid(
      grid: ArrivalGrid(dataset: "t", days: [.init(date: date, hours: nil), .init(date: date.adding(days: 1), hours: hours)])
    ).svg
    #expect(svg.contains("cell missing") && svg.contains("not counted") && svg.contains("1 hours are empty") == true)
  }
}
