import Kernel
import Scoring
import Testing

@Suite struct VolumeRuleTests {
  static let start = LogicalDate(daysSinceEpoch: 20_731)

  private func history(_ rows: [Int]) -> [VolumeRule.Point] {
    rows.enumerated().map { VolumeRule.Point(date: Self.start.adding(days: $0.offset), rows: $0.element) }
  }

  @Test func sevenDaysAreNeededToJudge() {
    for days in 0..<7 {
      let verdict = VolumeRule.judge(rows: 0, on: Self.start.adding(days: days), history: history([Int](repeating: 100, count: days)))
      #expect(verdict.state == .learning && verdict.points == days && verdict.fit == nil && verdict.isAccepted)
    }
    #expect(VolumeRule.judge(rows: 0, on: Self.start.adding(days: 7), history: history([Int](repeating: 100, count: 7))).state == .fail)
  }

  @Test func theDayItselfAndTheOrderOfItsHistoryDoNotCount() {
    let known = history([100, 104, 98, 101, 97, 103, 99, 102])
    let date = Self.start.adding(days: 8)
    let alone = VolumeRule.judge(rows: 40, on: date, history: known)
    #expect(VolumeRule.judge(rows: 40, on: date, history: known.reversed() + [.init(date: date, rows: 40)]) == alone)
  }

  @Test func fewerRowsNeverScoreBetter() throws {
    let known = history((0..<28).map { 1000 + $0 % 7 * 20 })
    let date = Self.start.adding(days: 28)
    var last = 100.0
    for rows in stride(from: 1000, through: 0, by: -5) {
      let q = try #require(CheckScore(VolumeRule.judge(rows: rows, on: date, history: known).measurement).q)
      #expect(q <= last + 1e-9, "\(rows)")
      last = q
    }
    #expect(last == 0)
  }

  @Test func theNumberAgreesWithTheVerdict() {
    let known = history((0..<28).map { 1000 + $0 % 7 * 20 })
    for rows in stride(from: 0, through: 4000, by: 13) {
      let verdict = VolumeRule.judge(rows: rows, on: Self.start.adding(days: 28), history: known)
      #expect(CheckScore(verdict.measurement).state == verdict.state, "\(rows)")
    }
  }

  @Test func spikesOnlyWarn() {
    let known = history([Int](repeating: 1000, count: 14))
    #expect(VolumeRule.judge(rows: 100_000, on: Self.start.adding(days: 14), history: known).state == .warn)
  }

  @Test func smallCountsMayScatter() {
    let known = history([10, 12, 9, 11, 8, 13, 10, 9])
    #expect(VolumeRule.judge(rows: 5, on: Self.start.adding(days: 8), history: known).state == .pass)
  }

  @Test func aSeriesOfNothingStaysQuiet() {
    let known = history([Int](repeating: 0, count: 20))
    #expect(VolumeRule.judge(rows: 0, on: Self.start.adding(days: 20), history: known).state == .pass)
  }

  @Test func growthIsFollowed() {
    let known = history((0..<56).map { 1000 + $0 * 10 })
    #expect(VolumeRule.judge(rows: 1560, on: Self.start.adding(days: 56), history: known).state == .pass)
  }
}
