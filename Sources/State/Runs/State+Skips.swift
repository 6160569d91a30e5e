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

extension Skip {
  /// By job and date; consecutive dates of a job with one reason become one.
  static func merged(_ skips: [Skip]) -> [Skip] {
    var merged: [Skip] = []
    for skip in skips.sorted(by: { ($0.job, $0.dates.lowerBound) < ($1.job, $1.dates.lowerBound) }) {
      if let last = merged.last, last.job == skip.job, last.reason == skip.reason,
        skip.dates.lowerBound <= last.dates.upperBound.adding(days: 1)
      {
        merged[merged.count - 1] = Skip(job: skip.job, dates: last.dates.lowerBound...skip.dates.upperBound, reason: skip.reason)
      } else {
        merged.append(skip)
      }
    }
    return merged
  }
}

extension StateReader {
  /// Every decision to skip a cell, oldest first.
  public func skips(of cell: Cell) throws -> [SkipRecord] {
    let date = cell.date.description
    return try Row.fetchAll(
      database,
      sql: """
        SELECT run_id, ? AS job, first_date, last_date, reason FROM skip
        WHERE first_date <= ? AND last_date >= ? AND ? IN (SELECT value FROM json_each((SELECT text FROM document WHERE id = skip.jobs)))
        ORDER BY id
        """, arguments: [cell.job.rawValue, date, date, cell.job.rawValue]
    ).map(Self.skipRecord)
  }

  /// What a run skipped, by job and date.
  public func skips(ofRun run: Int) throws -> [SkipRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM v_skips WHERE run_id = ? ORDER BY job, first_date", arguments: [run])
      .map(Self.skipRecord)
  }

  private static func skipRecord(_ row: Row) throws -> SkipRecord {
    SkipRecord(
      run: row["run_id"], job: JobName(row["job"]), firstDate: try date(row["first_date"]), lastDate: try date(row["last_date"]),
      reason: row["reason"])
  }
}

extension StateWriter {
  /// Stores the decisions of a run to skip. Jobs that it skipped on the same dates for the same reason share a row: a night with nothing to do
  /// adds one, whatever the number of jobs.
  public func recordSkips(run: Int, _ skips: [Skip]) throws {
    struct Decision: Hashable {
      let dates: ClosedRange<LogicalDate>
      let reason: String
    }
    var (decisions, jobs): ([Decision], [Decision: [String]]) = ([], [:])
    for skip in Skip.merged(skips) {
      let decision = Decision(dates: skip.dates, reason: skip.reason)
      if jobs[decision] == nil { decisions.append(decision) }
      jobs[decision, default: []].append(skip.job.rawValue)
    }
    let insert = try database.cachedStatement(
      sql: "INSERT INTO skip (run_id, jobs, first_date, last_date, reason) VALUES (?, ?, ?, ?, ?)")
    for decision in decisions {
      try insert.execute(arguments: [
        run, try intern(JSONText.encode(jobs[decision] ?? [])), decision.dates.lowerBound.description,
        decision.dates.upperBound.description, decision.reason,
      ])
    }
  }
}
