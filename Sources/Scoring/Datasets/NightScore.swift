/// The score of a whole night: its datasets weighted by tier.
public struct NightScore: Hashable, Sendable, Codable {
  /// One dataset as the night sees it.
  public struct Part: Hashable, Sendable {
    public let name: String
    public let tier: Tier
    public let score: DatasetScore

    public init(name: String, tier: Tier, score: DatasetScore) {
      self.name = name
      self.tier = tier
      self.score = score
    }
  }

  /// Nil when no dataset was measured.
  public let score: Double?
  public let uncapped: Double?
  public let low: Double
  public let high: Double
  /// Tier weight of the measured datasets, as a share of all.
  public let coverage: Double
  /// The gravest of the datasets' gates.
  public let gate: Gate
  /// The measured dataset with the lowest score; the first by name among equals.
  public let worst: String?

  public init(_ parts: [Part]) {
    let measured = parts.filter { $0.score.score != nil }
    let cap = parts.filter { $0.score.gate == .closed }.map(\.tier.closedCap).min() ?? 100
    uncapped = WeightedMean.of(measured.compactMap { part in part.score.score.map { ($0, part.tier.weight) } })
    score = uncapped.map { min($0, cap) }
    low = min(cap, WeightedMean.of(parts.map { ($0.score.low, $0.tier.weight) }) ?? 0)
    high = min(cap, WeightedMean.of(parts.map { ($0.score.high, $0.tier.weight) }) ?? 100)
    let declared = parts.reduce(0) { $0 + $1.tier.weight }
    coverage = declared > 0 ? Double(measured.reduce(0) { $0 + $1.tier.weight }) / Double(declared) : 0
    gate = parts.contains { $0.score.gate == .closed } ? .closed : parts.contains { $0.score.gate == .warn } ? .warn : .open
    worst = measured.min { ($0.score.score ?? 0, $0.name) < ($1.score.score ?? 0, $1.name) }?.name
  }
}
