import GRDB
public import Kernel

/// A decision not to run a job on consecutive dates.
public struct Skip: Hashable, Sendable {
  public let job: JobName
  public let dates: ClosedRange<LogicalDate>
  public let reason: String

  public init(job: JobName, dates: ClosedRange<LogicalDate>, reason: String) {
    self.job = job
    self.dates = dates
    self.reason = reason
  }

  public init(cell: Cell, reason: String) { self.init(job: cell.job, dates: cell.date...cell.date, reason: reason) }
}

/// Decisions of one run not to run a job on consecutive dates, all for the same reason.
public struct SkipRecord: Hashable, Sendable, Codable {
  public let run: Int
  public let job: JobName
  public let firstDate: LogicalDate
  public let lastDate: LogicalDate
  public let reason: String
}

extension StateReader {
  /// Every decision to skip a cell, oldest first.
  public func skips(of cell: Cell) throws -> [SkipRecord] {
    let date = cell.date.description
    return try Row.fetchAll(
      database, sql: "SELECT * FROM skip WHERE job = ? AND first_date <= ? AND last_date >= ? ORDER BY id",
      arguments: [cell.job.rawValue, date, date]
    ).map(Self.skipRecord)
  }

  /// What a run skipped, in the order it was written.
  public func skips(ofRun run: Int) throws -> [SkipRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM skip WHERE run_id = ? ORDER BY id", arguments: [run]).map(Self.skipRecord)
  }

  private static func skipRecord(_ row: Row) throws -> SkipRecord {
    SkipRecord(
      run: row["run_id"], job: JobName(row["job"]), firstDate: try date(row["first_date"]), lastDate: try date(row["last_date"]),
      reason: row["reason"])
  }
}

extension StateWriter {
  /// Stores the decisions of a run to skip, by job and date; consecutive dates with one reason become one row.
  public func recordSkips(run: Int, _ skips: [Skip]) throws {
    let insert = try database.cachedStatement(
      sql: "INSERT INTO skip (run_id, job, first_date, last_date, reason) VALUES (?, ?, ?, ?, ?)")
    let sorted = skips.sorted { ($0.job, $0.dates.lowerBound) < ($1.job, $1.dates.lowerBound) }
    var first = 0
    for index in sorted.indices {
      let (here, next) = (sorted[index], index + 1 < sorted.count ? sorted[index + 1] : nil)
      let following = here.dates.upperBound.adding(days: 1)
      if let next, next.job == here.job, next.reason == here.reason, next.dates.lowerBound <= following { continue }
      try insert.execute(arguments: [
        run, here.job.rawValue, sorted[first].dates.lowerBound.description, here.dates.upperBound.description, here.reason,
      ])
      first = index + 1
    }
  }
}
