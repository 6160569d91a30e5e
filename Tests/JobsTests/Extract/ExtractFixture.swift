import Drivers
import JobKit
import Jobs
import Kernel
import Lake
import Pipeline
import Scoring
import State
import Synchronization
import TestSupport
import Testing

/// A database of its own, an empty lake and state, and extract jobs run by hand, without a runner.
final class ExtractFixture: Sendable {
  static let maskKey = "0123456789abcdef0123456789abcdef"
  static let date = LogicalDate(year: 2026, month: 11, day: 21)!

  let dsn: Redacted<String>
  let database: PostgresConnection
  let folder: String
  let state: StateStore
  private let attempts = Counter()

  init(_ script: String = "", encoding: String = "UTF8") async throws {
    let server = try await ThrowawayPostgres.shared()
    dsn = try await server.database(encoding: encoding)
    database = try await .open(dsn: dsn)
    if !script.isEmpty { try await database.execute(script) }
    folder = try makeScratchFolder()
    state = try StateStore(directory: "\(folder)/state", mode: .readWrite)
  }

  private init(dsn: Redacted<String>, database: PostgresConnection) throws {
    (self.dsn, self.database) = (dsn, database)
    folder = try makeScratchFolder()
    state = try StateStore(directory: "\(folder)/state", mode: .readWrite)
  }

  /// The same database, seen by somebody else.
  func `as`(user: String, password: String) async throws -> ExtractFixture {
    try ExtractFixture(dsn: Redacted(dsn.reveal() + " user=\(user) password=\(password)"), database: database)
  }

  deinit { try? Files.remove(folder) }

  /// Reads a job's keys as the pipeline file would; every diagnostic is in the result.
  func job(_ yaml: String, zone: String? = nil) throws -> (job: Extract, diagnostics: [Diagnostic]) {
    let reading = YAMLReader.read(text: yaml, file: "nightly.yaml")
    var fields = Fields(try #require(reading.value), what: "job 'extract_shop'")
    let job = Extract(&fields, in: scope(zone: zone))
    fields.finish()
    return (job, fields.diagnostics)
  }

  /// What one attempt staged, without publishing it; `settle` applies its state changes as the runner's commit would.
  func run(
    _ tables: String, on date: LogicalDate = ExtractFixture.date, zone: String? = nil, key: String? = ExtractFixture.maskKey,
    settle: Bool = true,
    emit: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) async throws -> Extracted {
    let (job, diagnostics) = try job("connection: shop\ntables:\n" + tables, zone: zone)
    try #require(diagnostics.isEmpty, "\(diagnostics)")
    let staging = "\(folder)/lake/.nightshift/staging/\(attempts.next())"
    try Files.makeDirectory(staging)
    let context = JobContext(
      cell: Cell(job: JobName("extract_shop"), date: date), attempt: 1, run: 1, document: document(zone: zone),
      lake: LakeLayout(root: "\(folder)/lake"),
      state: state, world: world(key: key), staging: staging, report: NoReport(), emit: emit)
    let outcome = try await job.run(context)
    if settle { try state.write { writer in for change in outcome.changes { try change(writer) } } }
    return Extracted(staging: staging, outcome: outcome)
  }

  func scope(zone: String? = nil) -> JobScope { JobScope(name: JobName("extract_shop"), document: document(zone: zone), world: world()) }

  private func document(zone: String?) -> PipelineDocument {
    PipelineDocument(
      file: "/nightly.yaml", text: "", name: "nightly", schedule: Schedule(cron: Cron("0 2 * * *")!, start: LogicalDate(daysSinceEpoch: 0)),
      connections: [
        Connection(name: "shop", kind: .postgres(dsn: dsn, naiveTimesAre: zone)),
        Connection(name: "lake", kind: .local(path: "\(folder)/lake")),
      ])
  }

  private func world(key: String? = ExtractFixture.maskKey) -> World {
    World(
      now: { Instant(microseconds: 0) }, uptime: { .zero }, environment: key.map { ["NIGHTSHIFT_MASK_KEY": $0] } ?? [:],
      currentDirectory: folder,
      processID: 1)
  }
}

/// The staged files of one attempt.
struct Extracted {
  let staging: String
  let outcome: JobOutcome

  /// The lines of a table's rows, decompressed.
  func lines(_ table: String) throws -> [String] {
    let publication = try #require(outcome.publications.first { $0.table == TableName("shop.\(table)") })
    let text = String(decoding: try decompressed("\(publication.staged)/part-000.jsonl.gz"), as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
  }

  /// Every staged file: its path and its bytes, as they are on the disk.
  func files() throws -> [String: [UInt8]] {
    try Files.list(staging).reduce(into: [:]) { $0[$1.path] = try Files.read("\(staging)/\($1.path)") }
  }

  /// Everything that a reader of the staged files could see.
  func text() throws -> String {
    try Files.list(staging).map { entry in
      let path = "\(staging)/\(entry.path)"
      return String(decoding: entry.path.hasSuffix(".gz") ? try decompressed(path) : try Files.read(path), as: UTF8.self)
    }.joined()
  }

  private func decompressed(_ path: String) throws -> [UInt8] { try GzipReader.inflateAll(path: path) }
}

final class Counter: Sendable {
  private let value = Atomic(0)
  func next() -> Int { value.add(1, ordering: .relaxed).newValue }
}

private struct NoReport: QualityRendering {
  func files(for report: QualityReport) throws(Failure) -> [(path: String, bytes: [UInt8])] { [] }
}

/// Runs `body`, which must throw a `Failure` with this code and advice.
@discardableResult
func expect(
  _ code: Code, _ retry: Failure.Retry = .never, at location: Testing.SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async -> Failure? {
  do {
    try await body()
    Issue.record("nothing was thrown", sourceLocation: location)
  } catch let failure as Failure {
    #expect(failure.code == code, "\(failure.debugDescription)", sourceLocation: location)
    #expect(failure.retry == retry, sourceLocation: location)
    return failure
  } catch { Issue.record(error, sourceLocation: location) }
  return nil
}
