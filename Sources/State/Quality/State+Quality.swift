import GRDB
public import Kernel

extension StateReader {
  /// What the checks of a job found on the dates of the range, by date, dataset and name.
  public func checkRecords(_ job: JobName, _ dates: Range<LogicalDate>) throws -> [CheckRecord] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM check_result WHERE job = ? AND date >= ? AND date < ? ORDER BY date, dataset, name",
      arguments: [job.rawValue, dates.lowerBound.description, dates.upperBound.description]
    ).map { row in
      CheckRecord(
        date: try Self.date(row["date"]), dataset: row["dataset"], name: row["name"], state: row["state"], score: row["score"],
        failing: row["failing"],
        evaluated: row["evaluated"], document: row["document"])
    }
  }

  /// The scores that a job gave on the dates of the range, by date and dataset.
  public func scoreRecords(_ job: JobName, _ dates: Range<LogicalDate>) throws -> [ScoreRecord] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM score WHERE job = ? AND date >= ? AND date < ? ORDER BY date, dataset",
      arguments: [job.rawValue, dates.lowerBound.description, dates.upperBound.description]
    ).map { row in
      ScoreRecord(
        date: try Self.date(row["date"]), dataset: row["dataset"], score: row["score"], low: row["low"], high: row["high"],
        coverage: row["coverage"],
        gate: row["gate"], document: row["document"])
    }
  }
}

extension StateWriter {
  /// Replaces what a job found on a date.
  public func setQuality(_ cell: Cell, checks: [CheckRecord], scores: [ScoreRecord]) throws {
    try manifestDue(cell.date)
    for table in ["check_result", "score"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE job = ? AND date = ?", arguments: [cell.job.rawValue, cell.date.description])
    }
    for check in checks {
      try database.execute(
        sql:
          "INSERT INTO check_result (job, date, dataset, name, state, score, failing, evaluated, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          cell.job.rawValue, check.date.description, check.dataset, check.name, check.state, check.score, check.failing, check.evaluated,
          check.document,
        ])
    }
    for score in scores {
      try database.execute(
        sql: "INSERT INTO score (job, date, dataset, score, low, high, coverage, gate, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          cell.job.rawValue, score.date.description, score.dataset, score.score, score.low, score.high, score.coverage, score.gate,
          score.document,
        ])
    }
  }
}
