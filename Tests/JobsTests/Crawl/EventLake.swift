import Drivers
import Engines
import JobKit
import Kernel
import Lake
import Pipeline
import Scoring
import State
import Synchronization
import TestSupport
import Testing

@testable import Jobs

/// A lake with a source of events and a real state, and the crawl and compact jobs run by hand, their outcomes made true as the runner would.
final class EventLake: Sendable {
  static let table = TableName("raw.domain_events")
  static let date = LogicalDate("2026-11-21")!
  static let maskKey = "0123456789abcdef0123456789abcdef"

  let folder: String
  let lake: LakeLayout
  let state: StateStore
  private let messages = Mutex<[String]>([])
  private static let attempts = Atomic(0)

  init() throws {
    folder = try makeScratchFolder()
    lake = LakeLayout(root: "\(folder)/lake")
    state = try StateStore(directory: "\(folder)/state", mode: .readWrite)
  }

  deinit { try? Files.remove(folder) }

  var log: [String] { messages.withLock { $0 } }

  /// `2026-11-21T03` is the arrival hour. Members are gzip members of one object.
  @discardableResult
  func put(_ hour: String, _ name: String = "a", members: [String]) throws -> String {
    let key =
      "domain-events/year=\(hour.prefix(4))/month=\(hour.dropFirst(5).prefix(2))/day=\(hour.dropFirst(8).prefix(2))/hour=\(hour.suffix(2))/\(name).gz"
    try Files.makeDirectory(Files.directory(of: lake.path(key)))
    try Files.create(lake.path(key), members.flatMap { GzipWriter.compress(Array($0.utf8)) })
    return key
  }

  @discardableResult
  func put(_ hour: String, _ name: String, _ records: [String]) throws -> String {
    try put(hour, name, members: [records.map { $0 + "\n" }.joined()])
  }

  @discardableResult
  func put(_ hour: String, _ records: [String]) throws -> String { try put(hour, "a", records) }

  /// An event at a UTC time, written in Taipei's wall time as the application does.
  static func event(_ id: String, _ type: String = "OrderSubmitted", at utc: String, _ fields: String = "") -> String {
    let wall = WallTime(microseconds: Instant(utc)!.microseconds + 8 * 3_600_000_000)
    let text = String("\(wall.asUTC)".dropLast())
    return
      "{\(fields.isEmpty ? "" : fields + ",")\"eventType\":\"\(type)\",\"aggregateId\":\"agg-\(id)\",\"eventId\":\"\(id)\",\"occurredOn\":\"\(text)\"}"
  }

  func context(_ date: LogicalDate, _ job: String) -> InputContext {
    InputContext(cell: Cell(job: JobName(job), date: date), document: document, lake: lake, state: state, world: world())
  }

  func crawlJob(_ settings: String = "quarantine: { at_most: 100% }") throws -> Crawl {
    try read("kind: crawl\nreads: raw.domain_events\n\(settings)") { Crawl(&$0, in: $1) }
  }

  func compactJob(_ settings: String = "") throws -> Compact {
    try read("kind: compact\nreads: raw.domain_events\nwrites: curated.events\n\(settings)") { Compact(&$0, in: $1) }
  }

  private func read<Kind>(_ yaml: String, _ make: (inout Fields, JobScope) -> Kind) throws -> Kind {
    let (job, diagnostics) = try diagnose(yaml, make)
    try #require(diagnostics.isEmpty, "\(diagnostics)")
    return job
  }

  func diagnose<Kind>(_ yaml: String, _ make: (inout Fields, JobScope) -> Kind) throws -> (Kind, [Diagnostic]) {
    var fields = Fields(try #require(YAMLReader.read(text: yaml, file: "nightly.yaml").value), what: "job 'events'")
    _ = fields.value("kind")
    let job = make(&fields, JobScope(name: JobName("events"), document: document, world: world()))
    fields.finish()
    return (job, fields.diagnostics)
  }

  @discardableResult
  func crawl(_ date: LogicalDate = EventLake.date, _ settings: String = "quarantine: { at_most: 100% }") async throws -> JobOutcome {
    try await run(crawlJob(settings), "crawl_events", date)
  }

  @discardableResult
  func compact(_ date: LogicalDate = EventLake.date, _ settings: String = "", key: String? = EventLake.maskKey, threads: Int = 2)
    async throws -> JobOutcome
  {
    try await run(compactJob(settings), "events", date, key: key, threads: threads)
  }

  private func run(_ job: some Job, _ name: String, _ date: LogicalDate, key: String? = EventLake.maskKey, threads: Int = 2) async throws
    -> JobOutcome
  {
    messages.withLock { $0 = [] }
    let cell = Cell(job: JobName(name), date: date)
    let staging = "\(lake.staging)/\(Self.attempts.add(1, ordering: .relaxed).newValue)"
    try Files.makeDirectory(staging)
    var document = document
    document.connections = [Connection(name: "duckdb", kind: .duckdb(memory: 512 << 20, threads: threads))]
    let outcome = try await job.run(
      JobContext(
        cell: cell, attempt: 1, run: 1, document: document, lake: lake, state: state, world: world(key: key), staging: staging,
        report: NoPages()
      ) { [self] event in
        if case .message(_, _, let text) = event { messages.withLock { $0.append(text) } }
      })
    for publication in outcome.publications {
      let target = lake.path(publication.target)
      try Files.remove(target)
      try Files.makeDirectory(Files.directory(of: target))
      try Files.rename(publication.staged, to: target)
    }
    try state.write { writer in
      try writer.setEdgeCounts(cell, outcome.edges)
      for change in outcome.changes { try change(writer) }
    }
    try Files.remove(staging)
    return outcome
  }

  func world(key: String? = EventLake.maskKey) -> World {
    var world = World.system()
    world.environment["NIGHTSHIFT_MASK_KEY"] = key
    return world
  }

  private var document: PipelineDocument {
    PipelineDocument(
      file: "/nightly.yaml", text: "", name: "nightly", schedule: Schedule(cron: Cron("0 2 * * *")!, start: LogicalDate("2026-11-01")!),
      sources: [
        Source(
          table: Self.table, path: "domain-events/", layout: ["year", "month", "day", "hour"], format: "json.gz",
          event: Source.EventKeys(id: "eventId", type: "eventType", time: "occurredOn", naiveTimesAre: "Asia/Taipei"))
      ])
  }

  /// The lines of a quarantine file.
  func quarantined(_ hour: String, _ name: String = "a") throws -> String {
    let folder = "year=\(hour.prefix(4))/month=\(hour.dropFirst(5).prefix(2))/day=\(hour.dropFirst(8).prefix(2))/hour=\(hour.suffix(2))"
    let path = "\(lake.path(lake.quarantine(Self.table, folder: folder)))/\(name).rejected.jsonl.gz"
    return Files.exists(path) ? String(decoding: try GzipReader.inflateAll(path: path), as: UTF8.self) : ""
  }

  /// Rows of a partition, as DuckDB reads them.
  func rows<Row: Decodable>(_ select: String, _ date: LogicalDate = EventLake.date, as: Row.Type) async throws -> [Row] {
    let duckDB = try DuckDB(world: world(), memory: 512 << 20, threads: 1, temporary: "\(folder)/duckdb")
    return try await duckDB.query(
      "SELECT \(select) FROM read_parquet(\(DuckDB.literal(parquet(date))), hive_partitioning = false) ORDER BY occurred_at, event_id",
      as: Row.self)
  }

  func parquet(_ date: LogicalDate = EventLake.date) -> String {
    "\(lake.path(lake.curated(TableName("curated.events"), date)))/part-000.parquet"
  }

  func rejects(_ date: LogicalDate = EventLake.date) throws -> [String: Int] {
    try state.read { try $0.rejects(Self.table, date: date) }.reduce(into: [:]) { $0[$1.reject.reason, default: 0] += 1 }
  }
}

private struct NoPages: QualityRendering {
  func files(for report: QualityReport) throws(Failure) -> [(path: String, bytes: [UInt8])] { [] }
}

extension JobOutcome {
  func rows(_ edge: EdgeCount.Edge, _ reason: String? = nil) -> Int {
    edges.filter { $0.edge == edge && (reason == nil || $0.reason == reason) }.reduce(0) { $0 + $1.rows }
  }

  var addsUp: Bool { rows(.in) == rows(.out) + rows(.duplicate) + rows(.quarantined) }
}
