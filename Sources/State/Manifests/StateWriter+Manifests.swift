import GRDB
import Kernel

extension StateWriter {
  /// Their manifests are in the lake as this file has them.
  public func manifestsWritten(_ dates: [String]) throws {
    for date in dates {
      try database.cachedStatement(sql: "DELETE FROM manifest_due WHERE date = ?").execute(arguments: [date])
    }
  }

  /// Notes that the manifest that describes a partition is older than this file from now on.
  func manifestDue(partition key: String) throws { try manifestDue(DateManifest.date(ofPartition: key)) }

  /// Puts back what a manifest knows. Marks that cells of several dates share become one again.
  /// - Parameter lake: the lake's root, absolute.
  public func restore(_ manifest: DateManifest, lake: String) throws {
    for table in ManifestTable.all.map(\.name) + ["partition"] {
      for row in manifest.rows[table] ?? [] {
        var row = row
        if table == "partition" { row["path"] = row["path"]?.text.map { .text(LakePath.resolved($0, in: lake)) } }
        try ManifestTable.insert(row, into: table, database)
      }
    }
    guard let date = LogicalDate(manifest.date), !manifest.cells.isEmpty else { return }
    for cell in manifest.cells {
      try store(
        StoredCell(
          cell: Cell(job: cell.job, date: date), state: cell.state, settings: try intern(cell.settings), inputs: try intern(cell.inputs),
          mark: try cell.mark.map { try restore($0, of: cell.job) }, jobRun: nil, counts: cell.counts))
    }
    try manifestDue(date)
  }

  /// The log as it was; the file must have none yet.
  /// - Throws: `NS5019` when the chain does not hold.
  public func restoreAudit(_ records: [AuditRecord]) throws {
    for record in records {
      try database.execute(
        sql: "INSERT INTO audit (sequence, entry, hash) VALUES (?, ?, ?)",
        arguments: [record.sequence, try JSONText.encode(record.entry), record.hash.hex])
    }
    if let bad = try reader.verifyAudit() { throw Failure(5019, "the audit log in the lake is broken at entry \(bad)") }
  }

  /// The mark's row.
  private func restore(_ mark: ManifestCell.Mark, of job: JobName) throws -> Int {
    let values: StatementArguments = [
      mark.at.microseconds, mark.act.rawValue, job.rawValue, mark.firstDate.description, mark.lastDate.description, mark.user, mark.reason,
    ]
    let known = try Int.fetchOne(
      database,
      sql: "SELECT id FROM mark WHERE at = ? AND act = ? AND job = ? AND first_date = ? AND last_date = ? AND user = ? AND reason = ?",
      arguments: values)
    if let known { return known }
    try database.execute(
      sql: "INSERT INTO mark (at, act, job, first_date, last_date, user, reason) VALUES (?, ?, ?, ?, ?, ?, ?)", arguments: values)
    return Int(database.lastInsertedRowID)
  }
}
