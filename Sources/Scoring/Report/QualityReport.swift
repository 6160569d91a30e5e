public import Kernel

/// What a night's checks found, whole: `report.json`, and all that the pages are made of. Equal inputs give equal reports; no clock is in it.
public struct QualityReport: Hashable, Sendable, Codable {
  /// The version of this document's shape. Fields may be added to it; a change of meaning is a new number.
  public static let schema = "nightshift.quality/1"

  public private(set) var schema = Self.schema
  public var pipeline: String
  public var job: String
  public var date: LogicalDate
  /// The data interval in words.
  public var interval: String
  public var night: NightScore
  /// By tier, then by name.
  public var datasets: [DatasetReport]
  /// The nights before, oldest first, at most 28.
  public var history: [ScorePoint]
  public var arrivals: ArrivalGrid?

  public init(
    pipeline: String, job: String, date: LogicalDate, datasets: [DatasetReport], history: [ScorePoint] = [], arrivals: ArrivalGrid? = nil
  ) {
    self.pipeline = pipeline
    self.job = job
    self.date = date
    interval = "\(date.interval)"
    self.datasets = datasets.sorted { ($0.tier.rawValue, $0.name) < ($1.tier.rawValue, $1.name) }
    self.history = history
    self.arrivals = arrivals
    night = NightScore(self.datasets.map { NightScore.Part(name: $0.name, tier: $0.tier, score: $0.score) })
  }

  /// Every check with its dataset, in the order shown.
  public var checks: [(dataset: DatasetReport, check: CheckResult)] { datasets.flatMap { dataset in dataset.checks.map { (dataset, $0) } } }
}
