import Drivers
import FoundationEssentials
import Kernel
import Scoring

/// `score-vectors.json`: the worked night and the anomaly series, with the values that a second implementation computed.
struct ScoreVectors: Decodable {
  struct Dataset: Decodable {
    var score, uncapped, low, high: String
    var coverage: Double
    var gate: Gate
    var dims: [String: DimensionVector]
  }

  /// `["93.6", 1.0]`; the coverage is null where no check is declared.
  struct DimensionVector: Decodable {
    var score: String
    var coverage: Double?

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      score = try container.decode(String.self)
      coverage = try container.decodeNil() ? nil : container.decode(Double.self)
    }
  }

  struct Night: Decodable {
    var score, uncapped, low, high: String
    var coverage: Double
    var worst: String
  }

  struct Anomaly: Decodable {
    var state: CheckState
    var n: Int?
    var expected: Double?
    var rel, sigma, g, z: Double?
    var warn_low, warn_high, fail_low: Double?
  }

  var checks: [String: [[String]]]
  var datasets: [String: Dataset]
  var night: Night
  var anomaly: [String: Anomaly]
  var naive_z_bound: [String: Double]
  var hist: [Int]

  static func load(_ file: String = #filePath) throws -> ScoreVectors {
    let bytes = try Files.read("\(Files.directory(of: file))/score-vectors.json")
    return try JSONDecoder().decode(ScoreVectors.self, from: Data(bytes))
  }

  /// The inputs of the worked example's table, in the order of the file's checks.
  static let inputs: [(dataset: String, tier: Tier, measurements: [Measurement])] = [
    (
      "order_events", .one,
      [
        .rows(failing: 0, evaluated: 2_000_000, Limits()), .rows(failing: 1973, evaluated: 2_000_000, Limits(warn: 0.0005, fail: 0.005)),
        .distance(0.6),
        .rows(failing: 230, evaluated: 2_000_000, Limits(warn: 0.0002, fail: 0.001)),
        .rows(failing: 26, evaluated: 2_000_000, Limits(fail: 0.001)),
        .rows(failing: 3973, evaluated: 2_000_000, Limits(warn: 0.001, fail: 0.01)),
        .rows(failing: 106, evaluated: 2_000_000, Limits(fail: 0.0001)),
        .rows(failing: 396, evaluated: 2_000_000, Limits(warn: 0.0001, fail: 0.001)), .rows(failing: 0, evaluated: 2_000_000, Limits()),
        .distance(40.0 / 60),
      ]
    ),
    (
      "stock", .two,
      [
        .rows(failing: 0, evaluated: 500, Limits()), .rows(failing: 120, evaluated: 620, Limits(warn: 0.01, fail: 0.05)),
        .unknown(.notMeasured),
        .rows(failing: 3, evaluated: 500, Limits()), .rows(failing: 0, evaluated: 500, Limits()), .distance(0.5),
      ]
    ),
    (
      "payments", .one,
      [
        .rows(failing: 0, evaluated: 90_000, Limits()), .rows(failing: 9, evaluated: 90_000, Limits(warn: 0.0005, fail: 0.002)),
        .rows(failing: 0, evaluated: 90_000, Limits()), .rows(failing: 0, evaluated: 90_000, Limits()), .unknown(.learning),
      ]
    ),
  ]
}
