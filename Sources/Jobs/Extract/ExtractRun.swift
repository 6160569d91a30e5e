import Drivers
import JobKit
import Kernel
import Lake
import State

/// One attempt: checks everything, opens one snapshot, stages every table from it.
struct ExtractRun {
  /// Names of the files of a partition.
  static let rowsFile = "part-000.jsonl.gz"
  /// zlib's fastest: at this level compression hides behind the server.
  private static let compression: Int32 = 1

  private let job: Extract
  private let context: JobContext
  private let zone: ZoneRules
  private let maskingKey: MaskingKey?

  /// - Throws: before anything is read, what is wrong with zone or mask key.
  init(_ job: Extract, _ context: JobContext) throws(Failure) {
    self.job = job
    self.context = context
    zone = try ZoneRules.load(job.zone ?? "UTC")
    maskingKey = job.masks.contains(.hmac) ? try MaskKey.read(context.world) : nil
  }

  func outcome() async throws -> JobOutcome {
    let connection = try await PostgresConnection.open(dsn: job.dsn)
    do {
      let outcome = try await stageAll(connection)
      await connection.close()
      return outcome
    } catch {
      await connection.close()
      throw error
    }
  }

  private func stageAll(_ connection: PostgresConnection) async throws -> JobOutcome {
    try await connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try await logSnapshot(connection)
    let selects = try await plan(connection)
    for select in selects { try await lock(select, connection) }
    var outcome = JobOutcome()
    var rows = 0, bytes = 0
    for select in selects {
      let staged = try await stage(select, connection)
      let table = select.extract.table(of: job.connection)
      outcome.publications.append(
        Publication(
          table: table, key: context.date.description, target: context.lake.operational(table, context.date), staged: staged.folder,
          rows: staged.rows))
      outcome.edges += [EdgeCount(table: table, edge: .in, rows: staged.announced), EdgeCount(table: table, edge: .out, rows: staged.rows)]
      rows += staged.rows
      bytes += staged.bytes
      try await recordWatermark(select, connection, &outcome)
      let schema = SchemaRecord(select, table: table), date = context.date
      outcome.record { try schema.record(on: date, $0) }
    }
    try await connection.execute("COMMIT")
    outcome.counts = ["bytes": bytes, "rows": rows, "tables": selects.count]
    return outcome
  }

  /// Every table is checked before the first row is read.
  private func plan(_ connection: PostgresConnection) async throws -> [TableSelect] {
    var sources: [String: SourceTable] = [:]
    for table in job.tables { sources[table.name] = try await SourceTable.load(table, from: connection) }
    var selects: [TableSelect] = []
    for table in job.tables {
      guard let source = sources[table.name] else { continue }
      var parent: (TableExtract, SourceTable)?
      if case .follow(let name, _) = table.mode, let extract = job.tables.first(where: { $0.name == name }), let source = sources[name] {
        parent = (extract, source)
      }
      let select = try TableSelect(table, source, parent: parent, hasZone: job.zone != nil, seen: try seen(table)) {
        CursorWindow(interval: context.interval, lag: $0, zone: zone)
      }
      if let query = select.nullCursorCount, let count = try await connection.query(query).value, count != "0",
        case .incremental(let cursor, _, _) = table.mode
      {
        throw ExtractFailure.nullCursors(count, cursor, table)
      }
      selects.append(select)
    }
    return selects
  }

  /// Takes the lock that keeps the table's shape until the end of the transaction, and finds out whether it may be read at all.
  private func lock(_ select: TableSelect, _ connection: PostgresConnection) async throws {
    _ = try await connection.query("SELECT FROM (\(select.sql)) s LIMIT 0")
    // TRUNCATE and some forms of ALTER TABLE ignore snapshots: the table's files are others than the snapshot's catalog says.
    let rewritten = try await connection.query(
      "SELECT count(*) FROM pg_catalog.pg_class c WHERE c.relkind = 'r' AND c.relfilenode <> pg_catalog.pg_relation_filenode(c.oid) "
        + "AND (c.oid = $1::regclass OR c.oid IN (SELECT relid FROM pg_catalog.pg_partition_tree($1::regclass)))",
      try select.source.quoted())
    guard rewritten.value == "0" else { throw ExtractFailure.rewritten(select.extract) }
  }

  /// How far an incremental table has got is the end of the interval; a followed one, the highest key in the snapshot.
  private func recordWatermark(_ select: TableSelect, _ connection: PostgresConnection, _ outcome: inout JobOutcome) async throws {
    let job = context.cell.job, date = context.date
    if case .incremental(let cursor, _, _) = select.extract.mode {
      let name = "\(select.extract.name).\(cursor)", end = context.interval.end.description
      outcome.record { try $0.setWatermark(job, name, on: date, end) }
    }
    if let highest = select.highestKey, let value = try await connection.query(highest).value {
      let name = Self.watermark(select.extract)
      outcome.record { try $0.setWatermark(job, name, on: date, value) }
    }
  }

  private func stage(_ select: TableSelect, _ connection: PostgresConnection) async throws -> (
    folder: String, rows: Int, announced: Int, bytes: Int
  ) {
    let table = select.extract.table(of: job.connection)
    let folder = "\(context.staging)/\(table)"
    try Files.makeDirectory(folder)
    let writer = try GzipWriter(path: "\(folder)/\(Self.rowsFile)", level: Self.compression)
    let encoder = LineEncoder(select, maskingKey: maskingKey, zone: zone)
    let announced = try await connection.copy(select.sql) { batch in
      encoder.encode(batch)
      try writer.write(encoder.lines.bytes)
      encoder.lines.removeAll()
      context.progress(encoder.rows, "rows of \(table)")
    }
    try writer.finish()
    guard encoder.rowsWithoutOwnKey == 0 else { throw ExtractFailure.duplicateKeys(encoder.rowsWithoutOwnKey, select.extract) }
    try Files.create("\(folder)/\(SchemaFile.name)", try SchemaFile(select, table: table).bytes())
    context.log("\(table): \(encoder.rows) rows, \(writer.bytesWritten) bytes")
    return (folder, encoder.rows, announced, writer.bytesWritten)
  }

  /// What identifies the moment goes to the attempt's log, not to the lake, whose bytes must not depend on it.
  private func logSnapshot(_ connection: PostgresConnection) async throws {
    let row =
      try await connection.query(
        "SELECT pg_current_snapshot(), CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, "
          + "current_setting('server_version')"
      ).rows.first ?? []
    let words = row.map { $0 ?? "unknown" }
    if words.count == 3 { context.log("snapshot \(words[0]) at WAL position \(words[1]), PostgreSQL \(words[2])") }
  }

  private func seen(_ table: TableExtract) throws -> Int? {
    try context.state.read { try $0.watermark(context.cell.job, Self.watermark(table), before: context.date) }.flatMap { Int($0) }
  }

  static func watermark(_ table: TableExtract) -> String { "\(table.name).\(table.key.joined(separator: ","))" }
}
