import GRDB
public import Kernel

extension StateReader {
  /// How far `name` of `job` had got on the newest date before `date`.
  public func watermark(_ job: JobName, _ name: String, before date: LogicalDate) throws -> String? {
    try String.fetchOne(
      database, sql: "SELECT value FROM watermark WHERE job = ? AND name = ? AND date < ? ORDER BY date DESC LIMIT 1",
      arguments: [job.rawValue, name, date.description])
  }

  /// What was recorded on exactly this date.
  public func watermark(_ job: JobName, _ name: String, on date: LogicalDate) throws -> String? {
    try String.fetchOne(
      database.cachedStatement(sql: "SELECT value FROM watermark WHERE job = ? AND name = ? AND date = ?"),
      arguments: [job.rawValue, name, date.description])
  }
}

extension StateWriter {
  public func setWatermark(_ job: JobName, _ name: String, on date: LogicalDate, _ value: String) throws {
    try database.cachedStatement(sql: "INSERT OR REPLACE INTO watermark (job, name, date, value) VALUES (?, ?, ?, ?)").execute(
      arguments: [job.rawValue, name, date.description, value])
    try manifestDue(date)
  }
}
