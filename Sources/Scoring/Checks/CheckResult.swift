public import Kernel

/// One check of one dataset on one date: what was found, how it is judged, what to do about it. Holds counts, names and keys, never other values.
public struct CheckResult: Hashable, Sendable, Codable {
  /// How the state compares with the night before.
  public enum Change: String, Sendable, Codable, CaseIterable {
    /// Not passing, and it passed or was unknown to us the night before.
    case new
    /// A graver state, or at least twice the share of damaged rows.
    case worse
    case ongoing
    /// Passing again.
    case recovered
    case steady
  }

  /// Unique within the dataset: `event_id.required`, or the `name` its file gives it.
  public var name: String
  /// The rule in words: `event_id is present`.
  public var title: String
  public var dimension: Dimension
  public var severity: Severity
  public var state: CheckState
  public var q: Double?
  public var low: Double
  public var high: Double
  public var failing: Int?
  public var evaluated: Int?
  public var limits: Limits?
  /// What was found, in one clause: `120 of 620 rows`.
  public var finding: String
  public var change: Change
  /// First night of the present stretch of not passing.
  public var since: LogicalDate?
  public var owner: String?
  public var why: String?
  public var fix: String?
  /// Where the keys of the failing rows are, relative to the report's folder.
  public var rowsFile: String?
  /// Keys of a few failing rows, `id=42`.
  public var examples: [String]
  /// Stands for the check's settings: a trend line breaks where it changes.
  public var settings: Fingerprint
  /// Rows of each hour of the interval, where the check counts them.
  public var hours: [Int]?
  /// The day's rows and what was expected, where the check judges a volume.
  public var volume: Volume?

  public struct Volume: Hashable, Sendable, Codable {
    public var rows: Int
    /// Whether later days may be judged by this one.
    public var isAccepted: Bool
    public var fit: VolumeVerdict.Fit?

    public init(rows: Int, isAccepted: Bool, fit: VolumeVerdict.Fit?) {
      self.rows = rows
      self.isAccepted = isAccepted
      self.fit = fit
    }
  }

  public init(
    name: String, title: String, dimension: Dimension, severity: Severity, score: CheckScore, failing: Int? = nil, evaluated: Int? = nil,
    limits: Limits? = nil,
    finding: String, change: Change = .steady, since: LogicalDate? = nil, owner: String? = nil, why: String? = nil, fix: String? = nil,
    rowsFile: String? = nil, examples: [String] = [], settings: Fingerprint, hours: [Int]? = nil, volume: Volume? = nil
  ) {
    self.name = name
    self.title = title
    self.dimension = dimension
    self.severity = severity
    state = score.state
    q = score.q
    low = score.range.lowerBound
    high = score.range.upperBound
    self.failing = failing
    self.evaluated = evaluated
    self.limits = limits
    self.finding = finding
    self.change = change
    self.since = since
    self.owner = owner
    self.why = why
    self.fix = fix
    self.rowsFile = rowsFile
    self.examples = examples
    self.settings = settings
    self.hours = hours
    self.volume = volume
  }

  /// Failing share of the rows looked at.
  public var ratio: Double? {
    guard let failing, let evaluated, evaluated > 0 else { return nil }
    return Double(failing) / Double(evaluated)
  }

  /// The same check, compared with its own result of an earlier night (nil: there is none).
  public func compared(with earlier: CheckResult?, on date: LogicalDate) -> CheckResult {
    var copy = self
    let wasFine = earlier.map { $0.state == .pass || $0.state == .learning || $0.state == .muted } ?? true
    switch (state, wasFine) {
    case (.pass, true), (.learning, _), (.muted, _): copy.change = .steady
    case (.pass, false): copy.change = .recovered
    case (_, true): copy.change = .new
    case (_, false): copy.change = isWorse(than: earlier) ? .worse : .ongoing
    }
    copy.since = copy.change == .new ? date : copy.change == .worse || copy.change == .ongoing ? earlier?.since ?? date : nil
    return copy
  }

  private func isWorse(than earlier: CheckResult?) -> Bool {
    guard let earlier else { return false }
    if state.urgency < earlier.state.urgency { return true }
    guard let ratio, let before = earlier.ratio, before > 0 else { return false }
    return ratio >= 2 * before
  }
}
