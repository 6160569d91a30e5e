import Catalog
import Drivers
import Engines
public import JobKit
public import Kernel
public import Pipeline
import Scoring
import State

/// Checks the night's tables, scores them, and publishes a report folder.
///
/// Each dataset has a check file of its own. All checks that look at rows are compiled to one statement per dataset over the date's partition;
/// the others judge what earlier jobs recorded. The results go into the state with the success, where later nights find them as history, so the
/// report of a date depends on its data and on the dates before it, never on the clock.
/// - A check that breaks is an `error` of its own; the job fails only for what no check is to blame for (no engine, no memory, a damaged file).
/// - A closed gate is an outcome, not a failure: results and report are published all the same.
public struct Quality: Job {
  public static let kind = "quality"
  public static let version = 1
  public static let traits = JobTraits(backfill: .perInterval, effect: .replacesPartitions)
  public static let summary = "checks tables, scores them, and writes the report of the night"
  public static let example = """
    quality:
      kind: quality
      needs: [events, extract_shop]
      checks: quality/
      report: "reports/quality/${date}"
      gate: { closed_stops: downstream }
    """
  public static let keys: [KeySchema] = [
    KeySchema("checks", .string, "a check file or a folder of them, relative to the pipeline file", required: true),
    KeySchema("report", .string, "the report's folder; ${date} stands for the date", required: true),
    KeySchema(
      "gate", .mapping([KeySchema("closed_stops", .choice(ClosedStops.allCases.map(\.rawValue)), "what a closed gate holds back")]),
      "what follows from a closed gate"),
  ]

  enum ClosedStops: String, CaseIterable, Sendable { case downstream, nothing }

  let name: JobName
  let datasets: [DatasetChecks]
  /// As written; `${date}` is still in it.
  let report: String
  let closedStops: ClosedStops

  public init(_ fields: inout Fields, in scope: JobScope) {
    name = scope.name
    let checks = fields.requiredString("checks", example: "quality/")
    report = fields.requiredString("report", example: "reports/quality/${date}")
    closedStops = fields.nested("gate") { $0.choice("closed_stops", ClosedStops.self) ?? .downstream } ?? .downstream
    if !report.isEmpty, !report.contains("${date}") {
      fields.report(
        Diagnostic(
          6407, "the report's folder does not depend on the date", at: fields.location(of: "report"),
          hint: "write `${date}` in it, or each night replaces the last"))
    }
    datasets = checks.isEmpty ? [] : CheckFiles(scope, location: fields.location(of: "checks")).read(checks, &fields)
  }

  public var reads: Set<TableName> {
    Set(datasets.flatMap { dataset in [dataset.table] + dataset.checks.flatMap(\.rule.readTables) }).union(sqlTables)
  }
  public var writes: Set<TableName> { [reportTable] }
  public var extraSettings: [String: String] {
    datasets.reduce(into: [:]) { result, dataset in
      for (path, value) in dataset.settings { result["\(dataset.file): \(path)"] = value }
    }
  }

  /// Under which name the report folders are in the catalog.
  public var reportTable: TableName { TableName("reports.\(name)") }

  /// The datasets that hand-written queries name.
  var sqlTables: Set<TableName> {
    Set(datasets.flatMap { $0.checks.flatMap(\.rule.tables) }.map { TableName($0) }).intersection(datasets.map(\.table))
  }

  /// The date's partitions, and what other jobs counted for the date.
  public func inputs(_ context: InputContext) async throws -> JobInputs {
    let recorded = Set(datasets.flatMap { $0.checks.compactMap(\.rule.countedTable).map { TableName($0) } + [$0.table] })
    return try context.state.read { reader in
      var versions: [String: String] = [:]
      for table in reads {
        versions[table.rawValue] = try reader.partition(table, key: context.cell.date.description)?.fingerprint.hex ?? "missing"
      }
      for table in recorded {
        // What went in and out is in the partition's fingerprint, or, for a source, grows with objects that hold rows of other dates.
        let counts = try reader.edgeCounts(table, context.cell.date).filter { $0.edge != .in && $0.edge != .out }
          .map { "\($0.edge.rawValue) \($0.reason) \($0.rows)" }
        let schemas = try reader.schemas(table).flatMap { version in
          SchemaRule.changes(version, touching: context.cell.date).map {
            "\(version.version) \($0.path) \($0.rows[context.cell.date.description] ?? 0)"
          }
        }
        if !counts.isEmpty || !schemas.isEmpty { versions["\(table) (counts)"] = SHA256.of((counts + schemas).joined(separator: "\n")).hex }
      }
      return .versions(versions)
    }
  }

  public func run(_ context: JobContext) async throws -> JobOutcome { try await QualityRun(self, context).outcome() }
}

extension CheckRule {
  /// Tables that are read by name in the check file: a reference's target, the source of recorded counts.
  var readTables: [TableName] { (self is SQLRule ? [] : tables + [countedTable].compactMap(\.self)).map { TableName($0) } }
}
