/// One dataset's partition on one date: its score, its checks, its past.
public struct DatasetReport: Hashable, Sendable, Codable {
  /// The table: `curated.events`.
  public var name: String
  public var tier: Tier
  public var owner: String?
  public var score: DatasetScore
  /// In the order of the file.
  public var checks: [CheckResult]
  /// Scores of earlier nights, oldest first; a night without a score is missing, not zero.
  public var history: [ScorePoint]
  /// Row counts of earlier nights, oldest first; empty when no check judges a volume.
  public var volumes: [VolumePoint]

  public init(
    name: String, tier: Tier, owner: String?, checks: [CheckResult], history: [ScorePoint] = [], volumes: [VolumePoint] = []
  ) {
    self.name = name
    self.tier = tier
    self.owner = owner
    self.checks = checks
    self.history = history
    self.volumes = volumes
    score = DatasetScore(checks.map(ScoredCheck.init))
  }

  /// The check that judges the volume, when there is one.
  public var volume: CheckResult? { checks.first { $0.volume != nil } }
}
