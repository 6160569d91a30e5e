import Drivers
import Engines
import FoundationEssentials
import JobKit
import Kernel
import Lake
import Pipeline
import Scoring
import State

@testable import Jobs

/// A lake, a state and check files in a scratch folder, real DuckDB, and what the runner does with an outcome.
struct QualityHarness {
  static let date = LogicalDate("2026-11-21") ?? LogicalDate(daysSinceEpoch: 0)

  let root: String
  let state: StateStore
  let lake: LakeLayout
  let world: World

  init(_ root: String) throws {
    self.root = root
    lake = LakeLayout(root: "\(root)/lake")
    state = try StateStore(directory: "\(root)/state", mode: .readWrite)
    var world = World.system().frozen(at: Self.date.adding(days: 1).start.adding(seconds: 7200))
    world.currentDirectory = root
    self.world = world
    try Files.makeDirectory("\(root)/jobs/quality")
    try Files.makeDirectory(lake.root)
  }

  var document: PipelineDocument {
    get throws {
      guard let cron = Cron("0 2 * * *") else { throw Failure(9001, "cron") }
      return PipelineDocument(
        file: "\(root)/jobs/nightly.yaml", text: "", name: "nightly", schedule: Schedule(cron: cron, start: LogicalDate(daysSinceEpoch: 0)),
        connections: [Connection(name: "duckdb", kind: .duckdb(memory: 256 << 20, threads: 1))])
    }
  }

  /// Publishes the rows of a query as a partition of Parquet or gzip NDJSON.
  func publish(_ table: String, on date: LogicalDate = date, json: Bool = false, schema: String? = nil, rows sql: String) async throws {
    let key = json ? lake.operational(TableName(table), date) : lake.curated(TableName(table), date)
    let folder = lake.path(key)
    try Files.makeDirectory(folder)
    let engine = try DuckDB(world: .system(), memory: 256 << 20, threads: 1, temporary: "\(root)/spill")
    let format = json ? "FORMAT json, COMPRESSION gzip" : "FORMAT parquet"
    try await engine.run("COPY (\(sql)) TO \(DuckDB.literal("\(folder)/part-0.\(json ? "ndjson.gz" : "parquet")")) (\(format))")
    let rows = try await engine.query("SELECT count(*) AS n FROM (\(sql)) AS x", as: [String: Int].self).first?["n"] ?? 0
    if let schema { try Files.create("\(folder)/_schema.json", Array(schema.utf8)) }
    let manifest = try Manifest(folder: folder, rows: rows)
    let text = String(decoding: try JSONEncoder().encode(manifest), as: UTF8.self)
    let record = PartitionRecord(
      table: TableName(table), key: date.description, path: key, rows: rows, bytes: manifest.bytes, manifest: text,
      fingerprint: manifest.fingerprint)
    try state.write { try $0.setPartition(record) }
  }

  func checkFile(_ name: String, _ text: String) throws { try Files.write(Array(text.utf8), to: "\(root)/jobs/quality/\(name).yaml") }

  static let declaration = """
    kind: quality
    checks: quality/
    report: reports/${date}
    """

  /// The job, and what was wrong with its files.
  func job(_ text: String = declaration) throws -> (job: Quality, diagnostics: [Diagnostic]) {
    guard let value = YAMLReader.read(text: text, file: "jobs/nightly.yaml").value else { throw Failure(9001, "the test's YAML") }
    var fields = Fields(value, what: "job 'quality'")
    _ = fields.string("kind")
    let job = Quality(&fields, in: JobScope(name: JobName("quality"), document: try document, world: world))
    fields.finish()
    return (job, fields.diagnostics)
  }

  struct Night {
    let outcome: JobOutcome
    let report: QualityReport
    /// The published report folder.
    let folder: String

    func check(_ name: String) throws -> CheckResult {
      guard let check = report.checks.first(where: { $0.check.name == name }) else { throw Failure(9001, "there is no check \(name)") }
      return check.check
    }

    func rows(_ name: String) throws -> [String] {
      guard let file = try check(name).rowsFile else { return [] }
      return try Files.readText("\(folder)/\(file)").split(separator: "\n").map(String.init)
    }
  }

  /// One night as the runner does it: run, record, publish.
  func night(_ date: LogicalDate = date, _ text: String = declaration) async throws -> Night {
    let (job, diagnostics) = try job(text)
    if let first = diagnostics.first { throw first }
    let staging = lake.staging(run: 1, job: JobName("quality"), attempt: 1)
    try Files.makeDirectory(staging)
    let context = JobContext(
      cell: Cell(job: JobName("quality"), date: date), attempt: 1, run: 1, document: try document, lake: lake, state: state, world: world,
      staging: staging, report: JSONOnly(), emit: { _ in })
    let outcome = try await job.run(context)
    try state.write { writer in for change in outcome.changes { try change(writer) } }
    guard let publication = outcome.publications.first else { throw Failure(9001, "nothing published") }
    try Files.remove(publication.target)
    try Files.makeDirectory(Files.directory(of: publication.target))
    try Files.rename(publication.staged, to: publication.target)
    try Files.remove(staging)
    let bytes = try Files.read("\(publication.target)/report.json")
    return Night(outcome: outcome, report: try JSONDecoder().decode(QualityReport.self, from: Data(bytes)), folder: publication.target)
  }

  private struct JSONOnly: QualityRendering {
    func files(for report: QualityReport) throws(Failure) -> [(path: String, bytes: [UInt8])] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      do { return [("report.json", Array(try encoder.encode(report)))] } catch { throw Failure(9001, "\(error)") }
    }
  }
}
