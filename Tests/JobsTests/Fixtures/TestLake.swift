import Drivers
import JobKit
import Kernel
import Lake
import Pipeline
import State

/// A small real lake and state in a folder, and what a runner does with an outcome, in a dozen lines of its own.
struct TestLake {
  let lake: LakeLayout
  let state: StateStore
  let cell = Cell(job: JobName("purge_lake"), date: LogicalDate("2026-05-31")!)

  init(_ folder: String) throws {
    lake = LakeLayout(root: "\(folder)/lake")
    state = try StateStore(directory: "\(folder)/state", mode: .readWrite)
    try Files.makeDirectory(lake.root)
  }

  func put(_ location: String, _ text: String = "x", modified: String = "2026-01-01T12:00:00Z") throws {
    try Files.makeDirectory(Files.directory(of: lake.path(location)))
    let file = try OutputFile(path: lake.path(location))
    try file.write(Array(text.utf8))
    try file.close(modified: Instant(modified))
  }

  /// A delivery of an hour ago, so that the clock is believed.
  func beat() throws { try put("domain-events/live.gz", modified: "2026-06-01T01:00:00Z") }

  /// Puts an object and tells the catalog of it.
  func deliver(
    _ key: String, _ text: String = "x", modified: String = "2026-01-01T12:00:00Z", rows: [LogicalDate: Int] = [:], location: String? = nil
  ) throws {
    try put(location ?? key, text, modified: modified)
    let record = ObjectRecord(
      table: TableName("raw.domain_events"), key: key, location: location ?? key, storageClass: location == nil ? "STANDARD" : "GLACIER",
      bytes: text.utf8.count,
      modified: Instant(modified)!, sha256: SHA256.of(text), rows: rows.values.reduce(0, +), rejected: 1,
      crawledOn: LogicalDate("2026-01-02")!)
    let reject = ObjectReject(ordinal: 3, offset: 77, reason: "malformed", detail: "", date: LogicalDate("2026-01-01")!)
    try state.write { try $0.setObject(record, rows: rows, rejects: [reject]) }
  }

  /// Puts a partition's folder and tells the catalog of it.
  func publish(_ table: TableName, _ date: String, files: [String]) throws {
    let day = LogicalDate(date)!
    let path = table.zone == "curated" ? lake.curated(table, day) : lake.operational(table, day)
    for file in files { try put("\(path)/\(file)", "\(table) \(date) \(file)") }
    let manifest = try Manifest(folder: lake.path(path), rows: 3)
    try state.write {
      try $0.setPartition(
        PartitionRecord(
          table: table, key: date, path: path, rows: 3, bytes: manifest.bytes, manifest: "{}", fingerprint: manifest.fingerprint))
    }
  }

  func apply(_ outcome: JobOutcome) throws {
    guard outcome.verdict == .done else { return }
    try state.write { writer in
      for move in outcome.moves {
        switch move.purpose {
        case .transition(let storageClass):
          if let table = move.table { try writer.moveObject(table, key: move.key, to: move.to, storageClass: storageClass) }
        case .trash(let batch, let rule, let document):
          try writer.recordTrash(
            TrashRecord(
              batch: batch, table: move.table, key: move.key, origin: move.from, location: move.to, bytes: move.bytes,
              modified: move.modified, rule: rule,
              trashedOn: cell.date, document: document))
        case .restore(let batch): try writer.restoreTrash(batch: batch, key: move.key)
        }
      }
      for change in outcome.changes { try change(writer) }
      try writer.appendAudit(outcome.audit)
    }
    for move in outcome.moves {
      try Files.makeDirectory(Files.directory(of: lake.path(move.to)))
      try Files.rename(lake.path(move.from), to: lake.path(move.to))
    }
    for path in outcome.erasures { try Files.remove(path) }
  }

  /// Every file with its content and time, the trash included.
  func files() throws -> [String: String] {
    var result: [String: String] = [:]
    for entry in try Files.list(lake.root) { result[entry.path] = "\(try Files.readText(lake.path(entry.path))) \(entry.modified)" }
    return result
  }

  /// Everything that the catalog says.
  func catalog() throws -> [String] {
    try state.read { reader in
      var lines: [String] = []
      for object in try reader.objects(TableName("raw.domain_events")) {
        lines.append(
          "\(object) \(try reader.rowsByDate(object.table, key: object.key).sorted { $0.key < $1.key }) \(try reader.rejects(object.table, key: object.key))"
        )
      }
      for table in try reader.publishedTables() { lines += try reader.partitions(table).map { "\($0)" } }
      return lines + (try reader.trash().map { "\($0)" })
    }
  }

  /// A document whose source is `domain-events/`, crawled by `crawl_events` and compacted by `events` into `curated.events` when asked.
  static func document(compacts: Bool = false) -> PipelineDocument {
    let source = Source(
      table: TableName("raw.domain_events"), path: "domain-events/", layout: ["year", "month", "day", "hour"], format: "json.gz",
      event: Source.EventKeys(id: "eventId", type: "eventType", time: "occurredOn"))
    let place = SourceLocation(file: "f", line: 1, column: 1)
    func pair(_ key: String, _ value: String) -> YAMLValue.Pair {
      YAMLValue.Pair(key: key, keyLocation: place, value: YAMLValue(.scalar(value, quoted: false), at: place))
    }
    let compaction = JobDeclaration(
      name: JobName("events"), kind: "compact",
      body: YAMLValue(.mapping([pair("reads", "raw.domain_events"), pair("writes", "curated.events")]), at: place), location: place)
    let crawl = JobDeclaration(
      name: JobName("crawl_events"), kind: "crawl", body: YAMLValue(.mapping([pair("reads", "raw.domain_events")]), at: place),
      location: place)
    return JobReading.document(sources: [source], jobs: compacts ? [crawl, compaction] : [])
  }
}
