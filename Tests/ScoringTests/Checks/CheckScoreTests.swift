import Scoring
import Testing

@Suite struct CheckScoreTests {
  static let limits = [
    Limits(), Limits(warn: 0, fail: 0.001), Limits(warn: 0.01, fail: 0.01), Limits(warn: 0.001, fail: 0.05), Limits(warn: 0.5, fail: 1),
    Limits(warn: 1, fail: 1),
  ]

  @Test(arguments: limits) func moreDamageNeverScoresBetter(limits: Limits) throws {
    for evaluated in [1, 2, 7, 500, 10_000] {
      var last = 100.0
      for failing in stride(from: 0, through: evaluated, by: max(1, evaluated / 500)) {
        let q = try #require(CheckScore(.rows(failing: failing, evaluated: evaluated, limits)).q)
        #expect(q <= last && (0...100).contains(q), "\(failing) of \(evaluated)")
        last = q
      }
      #expect(limits.fail == 1 || CheckScore(.rows(failing: evaluated, evaluated: evaluated, limits)).q == 0)
    }
  }

  @Test(arguments: limits) func theNumberNeverContradictsTheState(limits: Limits) {
    for failing in 0...2000 {
      let score = CheckScore(.rows(failing: failing, evaluated: 2000, limits)), ratio = Double(failing) / 2000
      let state: CheckState = ratio <= limits.warn ? .pass : ratio <= limits.fail ? .warn : .fail
      #expect(score.state == state, "\(failing)")
    }
  }

  @Test func zeroToleranceFailsOnOneRow() {
    let score = CheckScore(.rows(failing: 1, evaluated: 1_000_000, Limits()))
    #expect(score.state == .fail)
    #expect(score.q == 49)
  }

  @Test func nothingToEvaluateIsNotMeasured() {
    for measurement in [Measurement.rows(failing: 0, evaluated: 0, Limits()), .sample(failing: 0, evaluated: 0, Limits())] {
      #expect(CheckScore(measurement).state == .notMeasured)
      #expect(CheckScore(measurement).range == 0...100)
    }
  }

  @Test(arguments: [
    (0.0, 100.0, CheckState.pass), (1, 100, .pass), (1.44, 66.8, .warn), (2, 50, .warn), (4, 24.5, .fail), (.infinity, 0, .fail),
  ])
  func distances(s: Double, q: Double, state: CheckState) throws {
    let score = CheckScore(.distance(s))
    #expect(abs(try #require(score.q) - q) < 1e-9)
    #expect(score.state == state)
  }

  @Test func verdicts() {
    #expect([.yes, .partly, .no].map { CheckScore(.verdict($0)).q } == [100, 65, 0])
    #expect([.yes, .partly, .no].map { CheckScore(.verdict($0)).state } == [.pass, .warn, .fail])
  }

  /// Wilson's interval for 5 of 100 is 0.0215 to 0.1118 (Wilson 1927; the usual worked example).
  @Test func aSampleCarriesItsUncertainty() throws {
    let limits = Limits(warn: 0.02, fail: 0.12)
    let score = CheckScore(.sample(failing: 5, evaluated: 100, limits))
    #expect(abs(try #require(score.q) - 71) < 1e-9)
    #expect(abs(score.range.lowerBound - (80 - 30 * (0.11175 - 0.02) / 0.1)) < 0.01)
    #expect(abs(score.range.upperBound - (80 - 30 * (0.02154 - 0.02) / 0.1)) < 0.01)
    for failing in 0...50 {
      let sample = CheckScore(.sample(failing: failing, evaluated: 50, limits))
      #expect(sample.range.contains(try #require(sample.q)))
    }
  }
}
