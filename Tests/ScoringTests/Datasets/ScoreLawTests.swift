import Scoring
import TestSupport
import Testing

/// What must hold for any set of checks, tried on thousands of random ones.
@Suite struct ScoreLawTests {
  private func check(_ random: inout SeededRandom) -> ScoredCheck {
    let dimension = Dimension.allCases.randomElement(using: &random) ?? .validity
    let severity = Severity.allCases.randomElement(using: &random) ?? .major
    let limits = [Limits(), Limits(warn: 0.01, fail: 0.1), Limits(fail: 0.02)].randomElement(using: &random) ?? Limits()
    let evaluated = Int.random(in: 1...2000, using: &random),
      failing = Bool.random(using: &random) ? 0 : Int.random(in: 0...evaluated, using: &random)
    let measurement: Measurement =
      switch Int.random(in: 0...6, using: &random) {
      case 0: .unknown([.error, .notMeasured, .learning, .muted].randomElement(using: &random) ?? .error)
      case 1: .sample(failing: failing, evaluated: evaluated, limits)
      case 2: .distance(Double.random(in: 0...6, using: &random))
      case 3: .verdict([.yes, .partly, .no].randomElement(using: &random) ?? .yes)
      default: .rows(failing: failing, evaluated: evaluated, limits)
      }
    return ScoredCheck(dimension, severity, CheckScore(measurement))
  }

  private func everySet(_ body: ([ScoredCheck], inout SeededRandom) -> Void) {
    var random = SeededRandom(seed: 20_261_121)
    for _ in 0..<3000 {
      let checks = (0..<Int.random(in: 0...9, using: &random)).map { _ in check(&random) }
      body(checks, &random)
    }
  }

  @Test func theRangeHoldsTheScore() {
    everySet { checks, _ in
      let score = DatasetScore(checks)
      #expect(score.low <= score.high)
      if let value = score.score { #expect(score.low <= value && value <= score.high) }
      #expect((0...1).contains(score.coverage))
    }
  }

  @Test func aClosedGateIsNeverGreen() {
    everySet { checks, random in
      let score = DatasetScore(checks)
      if score.gate == .closed, let value = score.score { #expect(value < 80) }
      let tier = Tier.allCases.randomElement(using: &random) ?? .one
      let clean = DatasetScore([ScoredCheck(.validity, .major, CheckScore(.verdict(.yes)))])
      let night = NightScore([.init(name: "a", tier: tier, score: score), .init(name: "b", tier: .one, score: clean)])
      if score.gate == .closed, let value = night.score { #expect(value < (tier == .one ? 50 : 80) && night.gate == .closed) }
    }
  }

  @Test func moreDamageToOneCheckNeverRaisesTheScore() {
    everySet { checks, random in
      let limits = Limits(warn: 0.02, fail: 0.2), severity = Severity.allCases.randomElement(using: &random) ?? .major
      var last = (score: 100.0, low: 100.0, high: 100.0, gate: Gate.open)
      for failing in [0, 1, 5, 10, 40, 100, 101, 300, 500] {
        let damaged = ScoredCheck(.validity, severity, CheckScore(.rows(failing: failing, evaluated: 500, limits)))
        let score = DatasetScore(checks + [damaged])
        guard let value = score.score else { continue }
        #expect(value <= last.score + 1e-9 && score.low <= last.low + 1e-9 && score.high <= last.high + 1e-9)
        last = (value, score.low, score.high, score.gate)
      }
    }
  }

  @Test func theUnknownNeverRaisesTheScore() {
    everySet { checks, random in
      let severity = Severity.allCases.randomElement(using: &random) ?? .major
      let dimension = Dimension.allCases.randomElement(using: &random) ?? .accuracy
      let without = DatasetScore(checks)
      for state in [CheckState.error, .notMeasured, .learning, .muted] {
        let unknown = DatasetScore(checks + [ScoredCheck(dimension, severity, CheckScore(.unknown(state)))])
        let perfect = DatasetScore(checks + [ScoredCheck(dimension, severity, CheckScore(.verdict(.yes)))])
        #expect((unknown.score ?? 0) <= (perfect.score ?? 0) + 1e-9)
        if let before = without.score { #expect((unknown.score ?? 0) <= before + 1e-9) }
        #expect(unknown.low <= perfect.low + 1e-9 && unknown.coverage <= perfect.coverage)
        if severity.weight > 0 { #expect(without.dimensions.isEmpty || unknown.coverage <= without.coverage) }
      }
    }
  }

  @Test func anUnmeasuredCriticalCheckClosesTheGate() {
    let fine = ScoredCheck(.validity, .major, CheckScore(.verdict(.yes)))
    for state in [CheckState.error, .notMeasured] {
      let score = DatasetScore([fine, ScoredCheck(.accuracy, .critical, CheckScore(.unknown(state)))])
      #expect(score.gate == .closed && ScoreText.of(score.score) == "79.9")
    }
    #expect(DatasetScore([fine, ScoredCheck(.accuracy, .critical, CheckScore(.unknown(.learning)))]).gate == .warn)
  }

  @Test func informationIsShownAndNotScored() {
    let fine = ScoredCheck(.validity, .major, CheckScore(.verdict(.yes))), note = ScoredCheck(.validity, .info, CheckScore(.verdict(.no)))
    #expect(DatasetScore([fine, note]) == DatasetScore([fine]))
  }

  @Test func nothingDeclaredIsNotGood() {
    let score = DatasetScore([])
    #expect(score.score == nil && score.coverage == 0 && score.gate == .warn && score.dimensions.isEmpty)
    #expect(NightScore([]).score == nil)
  }
}
