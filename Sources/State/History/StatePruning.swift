import Drivers
import GRDB
public import Kernel

/// What `state prune` takes away: history, never truth.
public struct PrunedHistory: Hashable, Sendable, Encodable {
  public var runs = 0
  public var job_runs = 0
  public var attempts = 0
  public var skips = 0
  public var logs = 0
  public var documents = 0
  /// Of the state file, after the space is given back, and of the logs.
  public var bytes = 0
}

extension StateReader {
  /// What is older than `moment`: runs that ended before it, with everything that hangs on them, and documents that nothing refers to. The
  /// newest run always stays.
  public func history(before moment: Instant) throws -> (counts: PrunedHistory, logs: [String]) {
    var counts = PrunedHistory()
    func count(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql, arguments: [moment.microseconds]) ?? 0 }
    counts.runs = try count("SELECT count(*) FROM run WHERE \(Self.old)")
    counts.job_runs = try count("SELECT count(*) FROM job_run WHERE run_id IN (\(Self.oldRuns))")
    counts.attempts = try count("SELECT count(*) FROM attempt WHERE job_run_id IN (\(Self.oldJobRuns))")
    counts.skips = try count("SELECT count(*) FROM skip WHERE run_id IN (\(Self.oldRuns))")
    counts.documents = try Int.fetchOne(database, sql: "SELECT count(*) FROM document WHERE \(Self.unused)") ?? 0
    let logs = try String.fetchAll(
      database, sql: "SELECT log FROM attempt WHERE log != '' AND job_run_id IN (\(Self.oldJobRuns)) ORDER BY log",
      arguments: [moment.microseconds])
    return (counts, logs)
  }

  static let old = "ended_at < ?1 AND id < (SELECT max(id) FROM run)"
  static let oldRuns = "SELECT id FROM run WHERE \(old)"
  static let oldJobRuns = "SELECT id FROM job_run WHERE run_id IN (\(oldRuns))"
  static let unused = "id NOT IN (SELECT settings FROM cell UNION ALL SELECT inputs FROM cell UNION ALL SELECT jobs FROM skip)"
}

extension StateWriter {
  /// Removes what `history` counts. A cell whose run goes keeps its truth and forgets the run.
  public func removeHistory(before moment: Instant) throws {
    let arguments: StatementArguments = [moment.microseconds]
    try database.execute(sql: "UPDATE cell SET job_run_id = NULL WHERE job_run_id IN (\(StateReader.oldJobRuns))", arguments: arguments)
    try database.execute(sql: "DELETE FROM attempt WHERE job_run_id IN (\(StateReader.oldJobRuns))", arguments: arguments)
    for table in ["job_run", "skip"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE run_id IN (\(StateReader.oldRuns))", arguments: arguments)
    }
    try database.execute(sql: "DELETE FROM run WHERE \(StateReader.old)", arguments: arguments)
    try database.execute(sql: "DELETE FROM document WHERE \(StateReader.unused)")
  }
}

extension StateStore {
  /// Removes history older than `moment` with its log files and gives the space back. Safe to repeat: a log whose row is gone already is
  /// found by nobody, so logs go first.
  public func prune(before moment: Instant) throws(Failure) -> PrunedHistory {
    var (counts, logs) = try read { try $0.history(before: moment) }
    let before = FileStatus(watch.files.database)?.bytes ?? 0
    for log in logs {
      for path in ["\(directory)/\(log)", "\(directory)/\(log.dropLast(4)).ndjson"] {
        guard let bytes = Files.entry(path)?.bytes else { continue }
        try Files.remove(path)
        counts.logs += 1
        counts.bytes += bytes
      }
      Files.removeEmptyDirectories(from: Files.directory(of: "\(directory)/\(log)"), upTo: directory)
    }
    try write { try $0.removeHistory(before: moment) }
    do {
      try database.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
    } catch {
      throw watch.files.failure(error)
    }
    rest()
    counts.bytes += max(0, before - (FileStatus(watch.files.database)?.bytes ?? 0))
    return counts
  }
}
