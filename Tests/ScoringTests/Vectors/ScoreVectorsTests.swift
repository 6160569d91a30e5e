import Kernel
import Scoring
import Testing

/// Every number of the worked example, to the digit.
@Suite struct ScoreVectorsTests {
  let vectors: ScoreVectors

  init() throws { vectors = try ScoreVectors.load() }

  private func scored(_ dataset: String) throws -> [ScoredCheck] {
    let rows = try #require(vectors.checks[dataset])
    let input = try #require(ScoreVectors.inputs.first { $0.dataset == dataset })
    try #require(rows.count == input.measurements.count)
    return try zip(rows, input.measurements).map { row, measurement in
      let dimension = try #require(Dimension(rawValue: row[1])), severity = try #require(Severity(rawValue: row[2]))
      return ScoredCheck(dimension, severity, CheckScore(measurement))
    }
  }

  @Test(arguments: ["order_events", "stock", "payments"]) func checks(dataset: String) throws {
    for (check, row) in zip(try scored(dataset), try #require(vectors.checks[dataset])) {
      #expect(ScoreText.of(check.q) == row[3], "\(dataset), \(row[0])")
      #expect(check.state.rawValue == row[4], "\(dataset), \(row[0])")
    }
  }

  @Test(arguments: ["order_events", "stock", "payments"]) func datasets(dataset: String) throws {
    let expected = try #require(vectors.datasets[dataset])
    let score = DatasetScore(try scored(dataset))
    #expect(ScoreText.of(score.score) == expected.score)
    #expect(ScoreText.of(score.uncapped) == expected.uncapped)
    #expect(ScoreText.of(score.low) == expected.low)
    #expect(ScoreText.of(score.high) == expected.high)
    #expect(score.gate == expected.gate)
    #expect((score.coverage * 10_000).rounded() / 10_000 == expected.coverage)
    for (name, vector) in expected.dims {
      let part = score.dimensions.first { $0.dimension.rawValue == name }
      #expect(ScoreText.of(part?.score) == vector.score, "\(dataset), \(name)")
      #expect(part.map { Double($0.measured) / Double($0.declared) } == vector.coverage, "\(dataset), \(name)")
    }
  }

  @Test func night() throws {
    var parts = try ScoreVectors.inputs.map {
      NightScore.Part(name: $0.dataset, tier: $0.tier, score: DatasetScore(try scored($0.dataset)))
    }
    // customers: the extract failed, so every check of it is unmeasured.
    let unmeasured = DatasetScore([ScoredCheck(.completeness, .critical, CheckScore(.unknown(.notMeasured)))])
    #expect(
      unmeasured.score == nil && unmeasured.gate == .closed && unmeasured.low == 0 && unmeasured.high == 100 && unmeasured.coverage == 0)
    parts.append(NightScore.Part(name: "customers", tier: .two, score: unmeasured))
    let night = NightScore(parts)
    #expect(ScoreText.of(night.score) == vectors.night.score)
    #expect(ScoreText.of(night.uncapped) == vectors.night.uncapped)
    #expect(ScoreText.of(night.low) == vectors.night.low)
    #expect(ScoreText.of(night.high) == vectors.night.high)
    #expect(night.coverage == vectors.night.coverage)
    #expect(night.worst == vectors.night.worst)
    #expect(night.gate == .closed)
  }

  /// 28 days from Monday 2026-10-05, and the days after them.
  private func points(_ rows: [Int]) -> [VolumeRule.Point] {
    rows.enumerated().map { VolumeRule.Point(date: LogicalDate(daysSinceEpoch: 20_731 + $0.offset), rows: $0.element) }
  }

  private static let tuesday = LogicalDate(daysSinceEpoch: 20_731 + 29), sunday = LogicalDate(daysSinceEpoch: 20_731 + 34)

  private func judge(_ name: Character) -> VolumeVerdict {
    let known = points(vectors.hist), short = points([100_200, 98_700, 101_500, 99_800, 104_300])
    switch name {
    case "A": return VolumeRule.judge(rows: 99_000, on: Self.tuesday, history: known)
    case "B": return VolumeRule.judge(rows: 59_500, on: Self.sunday, history: known)
    case "C": return VolumeRule.judge(rows: 60_000, on: Self.tuesday, history: known)
    case "D": return VolumeRule.judge(rows: 78_000, on: Self.tuesday, history: known)
    case "E": return VolumeRule.judge(rows: 205_000, on: Self.tuesday, history: known)
    case "F": return VolumeRule.judge(rows: 0, on: Self.tuesday, history: known)
    case "G": return VolumeRule.judge(rows: 62_000, on: LogicalDate(daysSinceEpoch: 20_731 + 5), history: short)
    case "H":
      return VolumeRule.judge(
        rows: 30_000, on: Self.tuesday, history: points([100_200, 98_700, 101_500, 99_800, 104_300, 100_500, 99_000, 101_000]))
    default:
      var spoiled = vectors.hist
      spoiled[22] = 980_000
      return VolumeRule.judge(rows: 50_000, on: Self.tuesday, history: points(spoiled))
    }
  }

  @Test func theSeriesBeginsOnAMonday() {
    #expect(LogicalDate(daysSinceEpoch: 20_731).weekday == 1 && Self.tuesday.weekday == 2 && Self.sunday.weekday == 0)
  }

  @Test func anomalies() throws {
    #expect(vectors.anomaly.count == 9)
    for (name, expected) in vectors.anomaly {
      let verdict = judge(try #require(name.first))
      #expect(verdict.state == expected.state, "\(name)")
      if let n = expected.n { #expect(verdict.points == n, "\(name)") }
      guard let wanted = expected.expected else { continue }
      let fit = try #require(verdict.fit, "\(name)")
      func rounded(_ value: Double, _ places: Double) -> Double { (value * places).rounded() / places }
      #expect(fit.expected.rounded() == wanted, "\(name)")
      #expect(rounded(fit.change, 1000) == expected.rel, "\(name)")
      #expect(rounded(fit.sigma, 1000) == expected.sigma && rounded(fit.widening, 1000) == expected.g, "\(name)")
      #expect(rounded(fit.z, 100) == expected.z, "\(name)")
      #expect(
        fit.warnLow.rounded() == expected.warn_low && fit.warnHigh.rounded() == expected.warn_high
          && fit.failLow.rounded() == expected.fail_low, "\(name)")
    }
    #expect(judge("F").isEmpty)
  }

  /// Why the point under test is never in its own sample: there |z| cannot exceed (n-1)/√n, so a limit of 3 is out of reach below 11 points.
  @Test func aPointInsideItsOwnSampleCannotStandOut() {
    for (text, bound) in vectors.naive_z_bound {
      let n = Int(text) ?? 0
      let sample = [Double](repeating: 0, count: n - 1) + [1_000_000]
      let mean = sample.reduce(0, +) / Double(n)
      let deviation = (sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n - 1)).squareRoot()
      #expect((((1_000_000 - mean) / deviation) * 100).rounded() / 100 == bound, "\(n) points")
      let ours = VolumeRule.judge(rows: 1_000_000, on: Self.tuesday, history: points([Int](repeating: 100, count: max(7, n - 1))))
      #expect((ours.fit?.z ?? 0) > 50)
    }
  }
}
