import GRDB
public import Kernel

/// A cell as an overview of many shows it: without the documents that decide about it.
public struct CellSummary: Hashable, Sendable {
  public let cell: Cell
  public let state: CellState
  public let counts: [String: Int]
  /// What a person said about it last, where that is why it is in this state.
  public let mark: MarkRecord?
}

/// Dates between two that a job has been on, or behind the last of them, on which it has not been.
public struct Gap: Hashable, Sendable {
  public let job: JobName
  public let dates: ClosedRange<LogicalDate>

  public init(job: JobName, dates: ClosedRange<LogicalDate>) {
    self.job = job
    self.dates = dates
  }
}

extension StateReader {
  /// Cells of all jobs on dates in the range, by date and job.
  /// - Throws: `NS5010` for a row that is not what was written.
  public func cellSummaries(_ dates: ClosedRange<LogicalDate>) throws -> [CellSummary] {
    try summaries(Self.ofEachJob("cell"), [dates.lowerBound.description, dates.upperBound.description])
  }

  /// Cells in one of these states, whenever, by date and job.
  public func cellSummaries(in states: Set<CellState>) throws -> [CellSummary] {
    // In the words of the index, if it has them all.
    let unusual = states.isDisjoint(with: [.running, .succeeded]) ? "state NOT IN ('running', 'succeeded') AND" : ""
    return try summaries(
      "FROM cell WHERE \(unusual) state IN (\(databaseQuestionMarks(count: states.count)))",
      StatementArguments(states.map(\.rawValue).sorted()))
  }

  /// Rows are kept by job and then by date, so a few dates are looked up once for each job that there is.
  private static func ofEachJob(_ table: String) -> String {
    """
    FROM (
      WITH RECURSIVE every(job) AS (
        SELECT min(job) FROM \(table)
        UNION ALL SELECT (SELECT min(job) FROM \(table) WHERE job > every.job) FROM every WHERE job IS NOT NULL)
      SELECT job AS this FROM every WHERE job IS NOT NULL)
    CROSS JOIN \(table) ON job = this AND date BETWEEN ? AND ?
    """
  }

  private func summaries(_ rows: String, _ arguments: StatementArguments) throws -> [CellSummary] {
    try Row.fetchAll(database, sql: "SELECT cell.* \(rows) ORDER BY date, job", arguments: arguments).map { row in
      let stored = try StoredCell(row)
      return CellSummary(
        cell: stored.cell, state: stored.state, counts: stored.counts == "{}" ? [:] : try JSONText.decode(stored.counts),
        mark: try stored.mark.flatMap(mark))
    }
  }

  /// Where each job has not been since its first date, up to `last`; by job and date.
  public func gaps(until last: LogicalDate) throws -> [Gap] {
    // Most jobs have as many cells as dates: only of the others every cell is looked at.
    let rows = try Row.fetchAll(
      database,
      sql: """
        WITH torn AS (
          SELECT job FROM cell WHERE date <= ?1 GROUP BY job HAVING count(*) < julianday(?1) - julianday(min(date)) + 1)
        SELECT * FROM (
          SELECT job, date AS before, lead(date, 1, date(?1, '+1 day')) OVER (PARTITION BY job ORDER BY date) AS after FROM cell
          WHERE date <= ?1 AND job IN torn)
        WHERE after <> date(before, '+1 day') ORDER BY job, before
        """, arguments: [last.description])
    return try rows.map { row in
      let (before, after) = (try Self.date(row["before"]), try Self.date(row["after"]))
      return Gap(job: JobName(row["job"]), dates: before.adding(days: 1)...after.adding(days: -1))
    }
  }

  /// The edges of all jobs on dates in the range, each cell's by table, edge and reason.
  public func edgeCounts(_ dates: ClosedRange<LogicalDate>) throws -> [Cell: [EdgeCount]] {
    let rows = try Row.fetchAll(
      database, sql: "SELECT edge_count.* \(Self.ofEachJob("edge_count")) ORDER BY job, date, \"table\", edge, reason",
      arguments: [dates.lowerBound.description, dates.upperBound.description])
    var result: [Cell: [EdgeCount]] = [:]
    for row in rows {
      guard let count = Self.edgeCount(row) else { continue }
      result[Cell(job: JobName(row["job"]), date: try Self.date(row["date"])), default: []].append(count)
    }
    return result
  }
}
