import Drivers
import Engines
import Kernel
import Scoring

/// Runs all checks of one dataset on one date.
struct DatasetRun {
  static let mostFailingRows = 1000
  static let examples = 3

  let dataset: DatasetChecks
  let night: NightRecords
  let engine: DuckDB
  /// The staged report folder.
  let folder: String

  init(_ dataset: DatasetChecks, _ night: NightRecords, _ engine: DuckDB, folder: String) {
    self.dataset = dataset
    self.night = night
    self.engine = engine
    self.folder = folder
  }

  func report() async throws -> DatasetReport {
    let answers = try await scanned()
    var results: [CheckResult] = []
    for (index, check) in dataset.checks.enumerated() {
      let answer = try answers[index] ?? recorded(check).map { DatasetScan.Answer(finding: $0) }
      results.append(try await result(check, answer))
    }
    let volume = results.first { $0.volume != nil }
    let volumes = volume.map { check in
      night.history(dataset.table, check.name).suffix(NightRecords.trendDays).compactMap { old in
        old.check.volume.map { VolumePoint(date: old.date, volume: $0) }
      }
    }
    return DatasetReport(
      name: dataset.table.rawValue, tier: dataset.tier, owner: dataset.owner, checks: results, history: night.trend(dataset.table.rawValue),
      volumes: volumes ?? [])
  }

  /// The answers of the checks that look at rows, by position in the file.
  private func scanned() async throws -> [Int: Result<DatasetScan.Answer, Failure>] {
    let mine = dataset.checks.enumerated().compactMap { index, check in (check.rule as? any ScannedRule).map { (index, check, $0) } }
    guard let relation = night.relations[dataset.table.rawValue], let rows = night.rows[dataset.table] else {
      return Dictionary(
        uniqueKeysWithValues: mine.map {
          ($0.0, .success(.init(finding: .unknown(.notMeasured, "there is no partition of \(night.date)"))))
        })
    }
    let scans = mine.map { index, check, rule in rule.scan(scope(check, index)) }
    let answers = try await DatasetScan(engine: engine, rows: rows == 0 ? nil : relation.rows(of: night.date), scans: scans).answers()
    return Dictionary(uniqueKeysWithValues: zip(mine.map(\.0), answers))
  }

  private func scope(_ check: Check, _ index: Int) -> ScanScope {
    ScanScope(
      condition: check.condition.map { Interpolated.text($0, night.date.interval) } ?? "true", limits: check.limits,
      interval: night.date.interval,
      key: dataset.key, relations: night.relations, label: "#\(index)")
  }

  private func recorded(_ check: Check) throws -> Result<Finding, Failure> {
    guard let rule = check.rule as? any RecordedRule else {
      throw Failure(9001, "the rule of \(check.name) neither scans nor reads records")
    }
    if check.rule is VolumeRowsRule, night.rows[dataset.table] == nil {
      return .success(.unknown(.notMeasured, "there is no partition of \(night.date)"))
    }
    let accepted = night.history(dataset.table, check.name).compactMap { old in
      old.check.volume.flatMap { $0.isAccepted ? VolumeRule.Point(date: old.date, rows: $0.rows) : nil }
    }
    let records = DateRecords(
      table: dataset.table, date: night.date, rows: night.rows[dataset.table] ?? 0, edges: night.edges, schemas: night.schemas,
      volumes: accepted)
    return .success(try rule.measure(records, check.limits))
  }

  private func result(_ check: Check, _ answer: Result<DatasetScan.Answer, Failure>) async throws -> CheckResult {
    var finding: Finding
    var lines: [String] = []
    switch answer {
    case .failure(let failure): finding = .unknown(.error, "\(failure.code): \(failure.message)")
    case .success(let answer):
      finding = answer.finding
      if let failing = answer.failing, finding.failing ?? 0 > 0 { lines = try await keys(failing.sql, failing.setup, &finding) }
    }
    if let mute = check.mute, night.date < mute.until {
      finding = Finding(.unknown(.muted), "\(finding.text); muted until \(mute.until): \(mute.reason)", volume: finding.volume)
    }
    var file: String?
    if !lines.isEmpty {
      file = "rows/\(dataset.table).\(check.name).jsonl"
      try Files.makeDirectory("\(folder)/rows")
      try Files.create("\(folder)/rows/\(dataset.table).\(check.name).jsonl", lines.map { $0 + "\n" }.joined().utf8)
    }
    let result = CheckResult(
      name: check.name, title: check.title, dimension: check.dimension, severity: check.severity, score: CheckScore(finding.measurement),
      failing: finding.failing,
      evaluated: finding.evaluated, limits: type(of: check.rule).limitKind == .share ? check.limits : nil, finding: finding.text,
      owner: check.owner, why: check.why,
      fix: check.fix.map { Interpolated.text($0, night.date.interval) }, rowsFile: file, examples: Array(lines.prefix(Self.examples)),
      settings: check.settings,
      hours: finding.hours, volume: finding.volume)
    return result.compared(with: night.history(dataset.table, check.name).last?.check, on: night.date)
  }

  /// Keys of failing rows, one JSON object each, at most `mostFailingRows`. A check whose keys cannot be selected is in error: its count could
  /// not be acted on.
  private func keys(_ sql: String, _ setup: String, _ finding: inout Finding) async throws -> [String] {
    struct Line: Decodable { var line: String }
    do {
      return try await engine.query("\(sql) ORDER BY line LIMIT \(Self.mostFailingRows)", as: Line.self, setup: setup).map(\.line)
    } catch let failure as Failure where failure.code == 4002 || failure.code == 4003 {
      finding = .unknown(.error, "\(failure.code): \(failure.message)")
      return []
    }
  }
}
