import func Glibc.exp
import func Glibc.log1p
import func Glibc.sqrt
public import Kernel

/// Whether a day's row count is what its history leads one to expect: median and MAD on logarithms, a shrunken weekday effect, and a least
/// effect, so that neither one outlier nor a short history makes a false alarm or hides a real one.
public enum VolumeRule {
  /// One accepted day of the series.
  public struct Point: Hashable, Sendable, Codable {
    public let date: LogicalDate
    public let rows: Int

    public init(date: LogicalDate, rows: Int) {
      self.date = date
      self.rows = rows
    }
  }

  public static let leastHistory = 7
  static let memory = 56
  static let levelWindow = 28
  static let weekdayHistory = 14
  static let noiseFloor = 0.05
  static let warnZ = 3.0, failZ = 5.0
  static let warnChange = 0.2, failChange = 0.3

  /// - Parameters:
  ///   - rows: today's count.
  ///   - history: accepted points of the same series, without today's; the order does not matter, only the last 56 count.
  public static func judge(rows: Int, on date: LogicalDate, history: [Point]) -> VolumeVerdict {
    let recent = Array(history.filter { $0.date != date }.sorted { $0.date < $1.date }.suffix(memory))
    guard recent.count >= leastHistory else { return VolumeVerdict(state: .learning, rows: rows, points: recent.count) }
    let model = Model(recent)
    let centre = model.centre(date.weekday)
    let expected = exp(centre) - 1
    // A small count scatters by its own square root (Poisson), whatever its history says.
    let sigma = max(model.sigma, expected > 0 ? 1 / sqrt(expected) : 1)
    let widening = 1 + 3 / Double(recent.count)
    let z = (log1p(Double(rows)) - centre) / (sigma * widening)
    let change = expected > 0 ? Double(rows) / expected - 1 : (rows > 0 ? .greatestFiniteMagnitude : 0)
    let nothing = rows == 0 && (median(recent.map { Double($0.rows) }) >= 10)
    let (state, distance) = verdict(z: z, change: change)
    return VolumeVerdict(
      state: nothing ? .fail : state, rows: rows, points: recent.count,
      fit: VolumeVerdict.Fit(
        expected: expected, change: change, z: z, sigma: sigma, widening: widening,
        warnLow: min(exp(centre - warnZ * sigma * widening) - 1, expected * (1 - warnChange)),
        warnHigh: max(exp(centre + warnZ * sigma * widening) - 1, expected * (1 + warnChange)),
        failLow: min(exp(centre - failZ * sigma * widening) - 1, expected * (1 - failChange))),
      distance: nothing ? .infinity : distance, isEmpty: nothing)
  }

  /// State, and the distance on the scale of limit checks: 1 at warn, 2 at fail. Spikes only warn; duplicates are another check's business.
  private static func verdict(z: Double, change: Double) -> (CheckState, Double) {
    let (depth, size) = (abs(z), abs(change))
    if !(depth > warnZ && size >= warnChange) { return (.pass, min(1, depth / warnZ, size / warnChange)) }
    if z > 0 { return (.warn, min(2, depth / warnZ, size / warnChange)) }
    if depth > failZ, size >= failChange { return (.fail, max(2.nextUp, 2 * min(depth / failZ, size / failChange))) }
    return (.warn, 1 + min(1, (depth - warnZ) / (failZ - warnZ), max(0, (size - warnChange) / (failChange - warnChange))))
  }

  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// Level, weekday effects and scatter of a series of logarithms.
  private struct Model {
    let level: Double
    let effects: [Int: Double]
    let sigma: Double

    init(_ points: [Point]) {
      let y = points.map { log1p(Double($0.rows)) }
      let level = median(Array(y.suffix(levelWindow)))
      let days = points.map(\.date.weekday)
      let effects = points.count >= weekdayHistory ? Self.effects(y, days, level) : [:]
      let residuals = zip(y, days).map { $0 - level - (effects[$1] ?? 0) }
      let middle = median(residuals)
      self.level = level
      self.effects = effects
      sigma = max(1.4826 * median(residuals.map { abs($0 - middle) }), noiseFloor)
    }

    func centre(_ weekday: Int) -> Double { level + (effects[weekday] ?? 0) }

    /// Raw effect of each weekday, shrunk towards none as far as its scatter and the number of its days demand (empirical Bayes).
    private static func effects(_ y: [Double], _ days: [Int], _ level: Double) -> [Int: Double] {
      let groups = Dictionary(grouping: zip(y, days), by: \.1).mapValues { $0.map(\.0) }
      let raw = groups.mapValues { median($0) - level }
      let ordered = raw.sorted { $0.key < $1.key }.map(\.value)
      let spread = ordered.reduce(0) { $0 + $1 * $1 } / Double(ordered.count)
      let scatter = max(noiseFloor, 1.4826 * median(zip(y, days).map { abs($0 - level - (raw[$1] ?? 0)) }))
      return raw.reduce(into: [:]) { result, entry in
        let count = Double(groups[entry.key]?.count ?? 1)
        result[entry.key] = spread > 0 ? entry.value * spread / (spread + scatter * scatter / count) : 0
      }
    }
  }
}
