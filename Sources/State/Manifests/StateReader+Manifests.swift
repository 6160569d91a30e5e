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
    let jobs = JSONText.encode(try Set(["cell", "check_result", "edge_count", "score", "watermark"].flatMap(jobs)).sorted())
    let dated = Dictionary(grouping: try Row.fetchAll(database, sql: "SELECT \"table\", key FROM partition")) {
      DateManifest.date(ofPartition: $0["key"])
    }
    for date in dates {
      var rows: [String: [[String: ManifestValue]]] = [:]
      for table in ManifestTable.all { rows[table.name] = try table.rows(database, jobs: jobs, date) }
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

  private func manifestCells(_ jobs: String, _ date: String) throws -> [ManifestCell] {
    guard LogicalDate(date) != nil else { return [] }
    let select = try database.cachedStatement(
      sql: "SELECT cell.* FROM json_each(?) CROSS JOIN cell ON job = value AND date = ? ORDER BY job")
    return try Array(
      Row.fetchCursor(select, arguments: [jobs, date]).map { row in
        let cell = try StoredCell(row)
        // No seal covers the counts, and what cannot be read must not get into the lake.
        if cell.counts != "{}" { _ = try JSONText.decode(cell.counts, as: [String: Int].self) }
        return ManifestCell(
          job: cell.cell.job, state: cell.state, settings: try text(ofDocument: cell.settings), inputs: try text(ofDocument: cell.inputs),
          counts: cell.counts, mark: try cell.mark.flatMap(mark).map(ManifestCell.Mark.init))
      })
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
