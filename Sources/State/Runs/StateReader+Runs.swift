import GRDB
public import Kernel

extension StateReader {
  /// The first and the last date on which any of the jobs has a cell.
  public func knownDates(of jobs: some Sequence<JobName>) throws -> ClosedRange<LogicalDate>? {
    let statement = try database.cachedStatement(sql: "SELECT min(date), max(date) FROM cell WHERE job = ?")
    var known: ClosedRange<LogicalDate>?
    for job in jobs {
      guard let row = try Row.fetchOne(statement, arguments: [job.rawValue]), let first = row[0] as String?, let last = row[1] as String?
      else { continue }
      let (lower, upper) = (try Self.date(first), try Self.date(last))
      known = min(known?.lowerBound ?? lower, lower)...max(known?.upperBound ?? upper, upper)
    }
    return known
  }

  /// The newest date on which `job` succeeded.
  public func lastSuccess(of job: JobName) throws -> LogicalDate? {
    try String.fetchOne(database, sql: "SELECT max(date) FROM cell WHERE job = ? AND state = 'succeeded'", arguments: [job.rawValue])
      .flatMap { LogicalDate($0) }
  }

  public func run(_ id: Int) throws -> RunRecord? {
    try Row.fetchOne(database, sql: "SELECT * FROM run WHERE id = ?", arguments: [id]).map(Self.runRecord)
  }

  public func lastRun() throws -> RunRecord? {
    try Row.fetchOne(database, sql: "SELECT * FROM run ORDER BY id DESC LIMIT 1").map(Self.runRecord)
  }

  /// The last rows of job runs and of attempts; 0 before the first.
  public func lastRows() throws -> (jobRun: Int, attempt: Int) {
    let row = try Row.fetchOne(database, sql: "SELECT (SELECT max(id) FROM job_run), (SELECT max(id) FROM attempt)")
    return (row?[0] ?? 0, row?[1] ?? 0)
  }

  /// The newest moment that a finished run decided with; an older clock is not believed. Runs whose own clock was wrong do not
  /// count, nor does a rebuild, which decides nothing by it.
  public func newestAsOf() throws -> Instant? {
    let newest = try Int.fetchOne(
      database, sql: "SELECT max(as_of) FROM run WHERE ended_at IS NOT NULL AND NOT disbelieved AND trigger <> 'rebuild'")
    return newest.map(Instant.init(microseconds:))
  }

  /// Finished runs that decided with a later moment than this, and still count, in their order.
  public func runs(after now: Instant) throws -> [RunRecord] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM run WHERE as_of > ? AND ended_at IS NOT NULL AND NOT disbelieved ORDER BY id",
      arguments: [now.microseconds]
    ).map(Self.runRecord)
  }

  /// Every time a cell was run, oldest first.
  public func jobRuns(of cell: Cell) throws -> [JobRunRecord] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM job_run WHERE job = ? AND date = ? ORDER BY id", arguments: [cell.job.rawValue, cell.date.description]
    ).map(Self.jobRunRecord)
  }

  /// Every decision about a cell, to run it or to skip it, oldest first.
  public func decisions(of cell: Cell) throws -> [JobRunRecord] {
    let skipped = try skips(of: cell).map { skip in
      let at = try run(skip.run)?.startedAt ?? Instant(microseconds: 0)
      return JobRunRecord(
        id: 0, run: skip.run, cell: cell, verdict: "skip", reason: skip.reason, cause: Cause(), state: .skipped, counts: [:], startedAt: at,
        endedAt: at)
    }
    return (try jobRuns(of: cell) + skipped).sorted { ($0.run, $0.id) < ($1.run, $1.id) }
  }

  /// Everything that a run ran, in the order it began.
  public func jobRuns(ofRun run: Int) throws -> [JobRunRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM job_run WHERE run_id = ? ORDER BY id", arguments: [run]).map(Self.jobRunRecord)
  }

  public func attempts(ofJobRun id: Int) throws -> [AttemptRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM attempt WHERE job_run_id = ? ORDER BY number", arguments: [id]).map { row in
      AttemptRecord(
        id: row["id"], number: row["number"], state: try Self.cellState(row["state"]),
        startedAt: Instant(microseconds: row["started_at"]),
        endedAt: (row["ended_at"] as Int?).map(Instant.init(microseconds:)), code: row["code"], message: row["message"], hint: row["hint"],
        log: row["log"] == "" ? nil : row["log"])
    }
  }

  /// The last successes of a job, newest first: what an estimate is made of.
  public func recentSuccesses(of job: JobName, limit: Int = 20) throws -> [SuccessRecord] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT ended_at - started_at, counts FROM job_run
        WHERE job = ? AND state = 'succeeded' AND ended_at IS NOT NULL ORDER BY id DESC LIMIT ?
        """)
    return try Row.fetchAll(statement, arguments: [job.rawValue, limit]).map { row in
      let counts: String = row[1]
      return SuccessRecord(duration: Span(microseconds: row[0]), counts: counts == "{}" ? [:] : try JSONText.decode(counts))
    }
  }

  /// When the newest object of the inventory was delivered; nil when nothing was ever crawled.
  public func newestDelivery() throws -> Instant? {
    try Int.fetchOne(database, sql: "SELECT max(modified) FROM object").map(Instant.init(microseconds:))
  }

  private static func runRecord(_ row: Row) throws -> RunRecord {
    RunRecord(
      id: row["id"], pipeline: row["pipeline"], trigger: row["trigger"], firstDate: try date(row["first_date"]),
      lastDate: try date(row["last_date"]),
      asOf: Instant(microseconds: row["as_of"]), startedAt: Instant(microseconds: row["started_at"]),
      endedAt: (row["ended_at"] as Int?).map(Instant.init(microseconds:)), exitCode: row["exit_code"])
  }

  private static func jobRunRecord(_ row: Row) throws -> JobRunRecord {
    JobRunRecord(
      id: row["id"], run: row["run_id"], cell: Cell(job: JobName(row["job"]), date: try date(row["date"])), verdict: "run",
      reason: row["reason"], cause: try JSONText.decode(row["cause"]), state: try cellState(row["state"]),
      counts: try JSONText.decode(row["counts"]),
      startedAt: Instant(microseconds: row["started_at"]), endedAt: (row["ended_at"] as Int?).map(Instant.init(microseconds:)))
  }

  /// A date column; the file is ours, so anything else in it is damage.
  static func date(_ text: String) throws -> LogicalDate {
    guard let date = LogicalDate(text) else { throw Failure(5010, "the state file holds '\(text)' where a date should be") }
    return date
  }
}
