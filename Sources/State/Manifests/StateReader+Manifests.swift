import GRDB
import Kernel

extension StateReader {
  /// Dates whose manifest in the lake is older than this file, in order; `undated` among them.
  public func manifestsDue() throws -> [String] { try String.fetchAll(database, sql: "SELECT date FROM manifest_due ORDER BY date") }

  /// Every date that has rows, in order.
  public func manifestDates() throws -> [String] {
    var dates = Set(
      try ["cell", "check_result", "edge_count", "score", "watermark", "schema_version"].flatMap {
        try String.fetchAll(database, sql: "SELECT DISTINCT date FROM \($0)")
      })
    dates.formUnion(try String.fetchAll(database, sql: "SELECT DISTINCT crawled_on FROM object"))
    dates.formUnion(try String.fetchAll(database, sql: "SELECT DISTINCT trashed_on FROM trash"))
    dates.formUnion(try String.fetchAll(database, sql: "SELECT key FROM partition").map(DateManifest.date(ofPartition:)))
    return dates.sorted()
  }

  /// What the catalog knows of some dates.
  /// - Parameter lake: the lake's root, absolute.
  public func manifests(_ dates: [String], lake: String, _ body: (DateManifest) throws -> Void) throws {
    // Once for all dates: which jobs there are, and which partitions have a key that is no date.
    let jobs = try Set(["cell", "check_result", "edge_count", "score", "watermark"].flatMap(jobs)).sorted()
    let list = JSONText.encode(jobs)
    let dated = Dictionary(grouping: try Row.fetchAll(database, sql: "SELECT \"table\", key FROM partition")) {
      DateManifest.date(ofPartition: $0["key"])
    }
    for date in dates {
      var rows: [String: [[String: ManifestValue]]] = [:]
      for table in ManifestTable.all { rows[table.name] = try table.rows(database, jobs: list, date) }
      let select = try database.cachedStatement(sql: "SELECT * FROM partition WHERE \"table\" = ? AND key = ?")
      rows["partition"] = try (dated[date] ?? []).sorted { ($0["table"] as String, $0["key"] as String) < ($1["table"], $1["key"]) }
        .compactMap {
          guard let row = try Row.fetchOne(select, arguments: [$0["table"] as String, $0["key"] as String]) else { return nil }
          var values = try ManifestTable.values(row)
          values["path"] = values["path"]?.text.map { .text(LakePath.relative($0, to: lake)) }
          return values
        }
      let manifest = DateManifest(date: date, cells: try manifestCells(jobs, date), rows: rows.filter { !$0.value.isEmpty })
      try body(manifest)
    }
  }

  private func manifestCells(_ jobs: [String], _ date: String) throws -> [ManifestCell] {
    guard let date = LogicalDate(date) else { return [] }
    return try jobs.compactMap { job in
      guard let record = try cell(Cell(job: JobName(job), date: date)) else { return nil }
      let mark = record.mark.map {
        ManifestCell.Mark(act: $0.act, at: $0.at, firstDate: $0.firstDate, lastDate: $0.lastDate, reason: $0.reason, user: $0.user)
      }
      return ManifestCell(
        job: record.cell.job, state: record.state, settings: record.settings, inputs: record.inputs, counts: record.counts, mark: mark)
    }
  }

  /// A loose scan of the key's first column: as many look-ups as there are jobs.
  private func jobs(of table: String) throws -> [String] {
    try String.fetchAll(
      database,
      sql: """
        WITH RECURSIVE found(job) AS (
          SELECT min(job) FROM \(table) UNION ALL SELECT (SELECT min(job) FROM \(table) WHERE job > found.job) FROM found WHERE found.job IS NOT NULL
        ) SELECT job FROM found WHERE job IS NOT NULL
        """)
  }
}
