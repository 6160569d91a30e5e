import GRDB
public import Kernel

extension StateReader {
  public func mark(_ id: Int) throws -> MarkRecord? {
    let statement = try database.cachedStatement(sql: "SELECT * FROM mark WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [id]).map(Self.markRecord)
  }

  /// Everything a person ever said about a cell, oldest first.
  public func marks(of cell: Cell) throws -> [MarkRecord] {
    let date = cell.date.description
    return try Row.fetchAll(
      database, sql: "SELECT * FROM mark WHERE job = ? AND first_date <= ? AND last_date >= ? ORDER BY id",
      arguments: [cell.job.rawValue, date, date]
    ).map(Self.markRecord)
  }

  private static func markRecord(_ row: Row) throws -> MarkRecord {
    guard let act = MarkRecord.Act(rawValue: row["act"]) else {
      throw Failure(5010, "the state file holds the unknown mark '\(row["act"] as String)'")
    }
    return MarkRecord(
      id: row["id"], at: Instant(microseconds: row["at"]), act: act, job: JobName(row["job"]), firstDate: try date(row["first_date"]),
      lastDate: try date(row["last_date"]), user: row["user"], reason: row["reason"])
  }
}

extension StateWriter {
  /// Stores what a person said about a job on consecutive dates. The cells themselves are the caller's to write, in the same transaction.
  public func addMark(
    _ act: MarkRecord.Act, job: JobName, dates: ClosedRange<LogicalDate>, user: String, reason: String, at now: Instant
  ) throws -> MarkRecord {
    try database.execute(
      sql: "INSERT INTO mark (at, act, job, first_date, last_date, user, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        now.microseconds, act.rawValue, job.rawValue, dates.lowerBound.description, dates.upperBound.description, user, reason,
      ])
    return MarkRecord(
      id: Int(database.lastInsertedRowID), at: now, act: act, job: job, firstDate: dates.lowerBound, lastDate: dates.upperBound, user: user,
      reason: reason)
  }
}
