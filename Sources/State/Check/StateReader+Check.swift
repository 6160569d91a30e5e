import GRDB
public import Kernel

/// Questions of `state check` that only the file itself can answer.
extension StateReader {
  /// What SQLite finds wrong with its own structures: pages, order, indexes. Empty for a whole file.
  public func integrity() throws -> [String] {
    try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
  }

  /// Cells whose row or document does not fit its seal, by date and job, with what is wrong.
  public func brokenCells() throws -> [(cell: String, problem: String)] {
    try Row.fetchAll(database, sql: "SELECT * FROM cell ORDER BY date, job").compactMap { row in
      let name = "\(row["job"] as String)@\(row["date"] as String)"
      do {
        let stored = try StoredCell(row)
        for id in [stored.settings, stored.inputs] { _ = try document(id) }
        return nil
      } catch let failure as Failure {
        return (name, failure.message)
      }
    }
  }

  /// Columns that hold what nightshift never writes there (another type than declared, a date that is none, a document that is no JSON), as
  /// `table.column`, and in how many rows. SQLite itself minds none of that.
  public func misshapen() throws -> [(column: String, rows: Int)] {
    try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
      .flatMap { table in
        let columns = try database.columns(in: table)
        let wrong = columns.map { "sum(\(Self.isMisshapen($0, of: table)))" }.joined(separator: ", ")
        guard let counts = try Row.fetchOne(database, sql: "SELECT \(wrong) FROM \"\(table)\"") else {
          return [(column: String, rows: Int)]()
        }
        return columns.enumerated().compactMap { place, column in
          guard let count = counts[place] as Int?, count > 0 else { return nil }
          return ("\(table).\(column.name)", count)
        }
      }
  }

  /// Columns with JSON in them.
  private static let documents: Set = [
    "audit.entry", "cell.counts", "check_result.document", "document.text", "intent.document", "job_run.cause",
    "job_run.counts", "schema_version.columns", "schema_version.diff", "schema_version.events", "score.document", "trash.document",
  ]
  private static let dates: Set = ["date", "first_date", "last_date", "crawled_on", "trashed_on"]

  /// A condition that is 1 for a value that does not belong there.
  private static func isMisshapen(_ column: ColumnInfo, of table: String) -> String {
    let name = "\"\(column.name)\""
    let types = ["INTEGER": "'integer'", "REAL": "'real', 'integer'"][column.type, default: "'text'"]
    var wrong = "typeof(\(name)) NOT IN (\(types)\(column.isNotNull || column.primaryKeyIndex > 0 ? "" : ", 'null'"))"
    if documents.contains("\(table).\(column.name)") { wrong += " OR NOT json_valid(\(name))" }
    // What has no date of its own has a manifest of its own.
    if dates.contains(column.name), table != "manifest_due" { wrong += " OR date(\(name), '+0 days') IS NOT \(name)" }
    return wrong
  }

  /// Tables with a schema, by name.
  public func tablesWithSchemas() throws -> [TableName] {
    try String.fetchAll(database, sql: "SELECT DISTINCT \"table\" FROM schema_version ORDER BY 1").map { TableName($0) }
  }

  /// Rows that refer to rows that are not there: what refers, and how many.
  public func dangling() throws -> [(thing: String, count: Int)] {
    let questions = [
      (
        "cells of job runs that are not there",
        "SELECT count(*) FROM cell WHERE job_run_id IS NOT NULL AND job_run_id NOT IN (SELECT id FROM job_run)"
      ),
      ("cells of marks that are not there", "SELECT count(*) FROM cell WHERE mark_id IS NOT NULL AND mark_id NOT IN (SELECT id FROM mark)"),
      ("job runs of runs that are not there", "SELECT count(*) FROM job_run WHERE run_id NOT IN (SELECT id FROM run)"),
      ("attempts of job runs that are not there", "SELECT count(*) FROM attempt WHERE job_run_id NOT IN (SELECT id FROM job_run)"),
      (
        "event dates of objects that are not there",
        "SELECT count(*) FROM object_date WHERE (\"table\", key) NOT IN (SELECT \"table\", key FROM object)"
      ),
      (
        "rejects of objects that are not there",
        "SELECT count(*) FROM object_reject WHERE (\"table\", key) NOT IN (SELECT \"table\", key FROM object)"
      ),
    ]
    return try questions.compactMap { thing, sql in
      let count = try Int.fetchOne(database, sql: sql) ?? 0
      return count == 0 ? nil : (thing, count)
    }
  }

  /// Cells, job runs and attempts that a process left running, and runs that have not ended, by name.
  public func leftRunning() throws -> [String] {
    let cells = try Row.fetchAll(database, sql: "SELECT job, date FROM cell WHERE state = 'running' ORDER BY date, job").map {
      "cell \($0["job"] as String)@\($0["date"] as String)"
    }
    let jobRuns = try Int.fetchAll(database, sql: "SELECT id FROM job_run WHERE state = 'running' ORDER BY id").map { "job run \($0)" }
    let attempts = try Int.fetchAll(database, sql: "SELECT id FROM attempt WHERE state = 'running' ORDER BY id").map { "attempt \($0)" }
    return cells + jobRuns + attempts
  }

  /// Tables with crawled objects, by name.
  public func crawledTables() throws -> [TableName] {
    try String.fetchAll(database, sql: "SELECT DISTINCT \"table\" FROM object ORDER BY 1").map { TableName($0) }
  }
}
