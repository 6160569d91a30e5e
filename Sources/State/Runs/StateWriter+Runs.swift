import GRDB
public import Kernel

extension StateWriter {
  /// Marks what a dead process left running; the cells it was at.
  @discardableResult
  public func markOrphansInterrupted(at now: Instant) throws -> [Cell] {
    let rows = try Row.fetchAll(database, sql: "SELECT id, job, date FROM job_run WHERE state = 'running'")
    for row in rows {
      let id: Int = row["id"]
      try database.execute(
        sql: "UPDATE attempt SET state = 'interrupted', ended_at = ? WHERE job_run_id = ? AND state = 'running'",
        arguments: [now.microseconds, id])
      try database.execute(sql: "UPDATE job_run SET state = 'interrupted', ended_at = ? WHERE id = ?", arguments: [now.microseconds, id])
    }
    let cells = try rows.map { Cell(job: JobName($0["job"]), date: try StateReader.date($0["date"])) }
    for cell in cells {
      guard var stored = try reader.storedCell(cell), stored.state == .running else { continue }
      stored.state = .interrupted
      try store(stored)
      try manifestDue(cell.date)
    }
    return cells
  }

  /// - Parameter id: its number; the next free one unless given.
  public func beginRun(
    _ id: Int? = nil, pipeline: String, trigger: String, dates: ClosedRange<LogicalDate>, asOf: Instant, at now: Instant
  ) throws -> Int {
    try database.execute(
      sql: "INSERT INTO run (id, pipeline, trigger, first_date, last_date, as_of, started_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [id, pipeline, trigger, dates.lowerBound.description, dates.upperBound.description, asOf.microseconds, now.microseconds])
    return Int(database.lastInsertedRowID)
  }

  public func endRun(_ id: Int, exit: ExitCode, at now: Instant) throws {
    try database.execute(
      sql: "UPDATE run SET ended_at = ?, exit_code = ? WHERE id = ?", arguments: [now.microseconds, Int(exit.rawValue), id])
  }

  /// From now on the moment that a run decided with says nothing about the clock: a person said that it was wrong.
  public func disbelieveClock(ofRun id: Int) throws {
    try database.execute(sql: "UPDATE run SET disbelieved = 1 WHERE id = ?", arguments: [id])
  }

  /// Stores a decision to run: the cell becomes `running`, keeping what its last success knew.
  public func begin(_ jobRun: JobRunStart) throws {
    try write(jobRun, .running, counts: "{}", endedAt: nil)
    try setState(jobRun.cell, .running, jobRun: jobRun.id)
  }

  public func begin(_ attempt: AttemptStart) throws { try write(attempt, .running, failure: nil, hasLog: true, endedAt: nil) }

  /// Whether or not its begin has been stored; that of its job run, or its end, has.
  /// - Parameter hasLog: something was written to its log.
  public func end(_ attempt: AttemptStart, _ state: CellState, failure: Failure? = nil, hasLog: Bool = true, at now: Instant) throws {
    try write(attempt, state, failure: failure, hasLog: hasLog, endedAt: now)
  }

  /// Ends a job run that did not succeed, whether or not its begin has been stored.
  public func end(_ jobRun: JobRunStart, _ state: CellState, at now: Instant) throws {
    try write(jobRun, state, counts: "{}", endedAt: now)
    try setState(jobRun.cell, state, jobRun: jobRun.id)
    try manifestDue(jobRun.cell.date)
  }

  /// Ends a job run whose work is in the lake, whether or not its begin has been stored: the cell now stands for these settings and inputs.
  public func complete(_ jobRun: JobRunStart, _ record: CellRecord, at now: Instant) throws {
    let counts = record.counts.isEmpty ? "{}" : try JSONText.encode(record.counts)
    try write(jobRun, record.state, counts: counts, endedAt: now)
    try store(
      StoredCell(
        cell: record.cell, state: record.state, settings: try intern(record.settings), inputs: try intern(record.inputs), mark: nil,
        jobRun: jobRun.id, counts: counts))
    try manifestDue(record.cell.date)
  }

  private func write(_ jobRun: JobRunStart, _ state: CellState, counts: String, endedAt: Instant?) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO job_run (id, run_id, job, date, reason, cause, state, counts, started_at, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, counts = excluded.counts, ended_at = excluded.ended_at
        """
    ).execute(arguments: [
      jobRun.id, jobRun.run, jobRun.cell.job.rawValue, jobRun.cell.date.description, jobRun.reason,
      jobRun.cause.isEmpty ? "{}" : try JSONText.encode(jobRun.cause), state.rawValue, counts, jobRun.at.microseconds,
      endedAt?.microseconds,
    ])
  }

  private func write(_ attempt: AttemptStart, _ state: CellState, failure: Failure?, hasLog: Bool, endedAt: Instant?) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO attempt (id, job_run_id, number, state, started_at, ended_at, code, message, hint, log) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
          state = excluded.state, ended_at = excluded.ended_at, code = excluded.code, message = excluded.message, hint = excluded.hint,
          log = excluded.log
        """
    ).execute(arguments: [
      attempt.id, attempt.jobRun, attempt.number, state.rawValue, attempt.at.microseconds, endedAt?.microseconds,
      failure?.code.description, failure?.message, failure?.hint, hasLog ? attempt.log : "",
    ])
  }

  /// A cell that runs or has not succeeded keeps the settings, inputs and counts of its last success, but no mark: that has had its effect.
  private func setState(_ cell: Cell, _ state: CellState, jobRun: Int) throws {
    var stored =
      try reader.storedCell(cell)
      ?? StoredCell(
        cell: cell, state: state, settings: StoredCell.none, inputs: StoredCell.none, mark: nil, jobRun: jobRun, counts: "{}")
    stored.state = state
    stored.mark = nil
    stored.jobRun = jobRun
    try store(stored)
  }
}
