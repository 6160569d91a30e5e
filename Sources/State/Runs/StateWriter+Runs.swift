import GRDB
public import Kernel

extension StateWriter {
  /// Marks what a dead process left running; true when there was any.
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
    try database.execute(sql: "UPDATE cell SET state = 'interrupted' WHERE state = 'running'")
    return try rows.map { Cell(job: JobName($0["job"]), date: try StateReader.date($0["date"])) }
  }

  public func beginRun(pipeline: String, trigger: String, dates: ClosedRange<LogicalDate>, asOf: Instant, at now: Instant) throws -> Int {
    try database.execute(
      sql: "INSERT INTO run (pipeline, trigger, first_date, last_date, as_of, started_at) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [pipeline, trigger, dates.lowerBound.description, dates.upperBound.description, asOf.microseconds, now.microseconds])
    return Int(database.lastInsertedRowID)
  }

  public func endRun(_ id: Int, exit: ExitCode, at now: Instant) throws {
    try database.execute(
      sql: "UPDATE run SET ended_at = ?, exit_code = ? WHERE id = ?", arguments: [now.microseconds, Int(exit.rawValue), id])
  }

  /// Stores a decision. A `run` verdict also makes the cell `running`, keeping what its last success knew.
  public func beginJobRun(run: Int, cell: Cell, verdict: String, reason: String, at now: Instant) throws -> Int {
    let state: CellState = verdict == "run" ? .running : .skipped
    try database.execute(
      sql: "INSERT INTO job_run (run_id, job, date, verdict, reason, state, started_at, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        run, cell.job.rawValue, cell.date.description, verdict, reason, state.rawValue, now.microseconds,
        state == .running ? nil : now.microseconds,
      ])
    let id = Int(database.lastInsertedRowID)
    if state == .running { try setCell(cell, state: .running, jobRun: id) }
    return id
  }

  public func beginAttempt(jobRun: Int, number: Int, log: String, at now: Instant) throws -> Int {
    try database.execute(
      sql: "INSERT INTO attempt (job_run_id, number, state, started_at, log) VALUES (?, ?, 'running', ?, ?)",
      arguments: [jobRun, number, now.microseconds, log])
    return Int(database.lastInsertedRowID)
  }

  public func endAttempt(_ id: Int, state: CellState, failure: Failure?, at now: Instant) throws {
    try database.execute(
      sql: "UPDATE attempt SET state = ?, ended_at = ?, code = ?, message = ?, hint = ? WHERE id = ?",
      arguments: [state.rawValue, now.microseconds, failure?.code.description, failure?.message, failure?.hint, id])
  }

  /// Ends a job run that did not succeed.
  public func endJobRun(_ id: Int, cell: Cell, state: CellState, at now: Instant) throws {
    try database.execute(sql: "UPDATE job_run SET state = ?, ended_at = ? WHERE id = ?", arguments: [state.rawValue, now.microseconds, id])
    try setCell(cell, state: state, jobRun: id)
  }

  /// Ends a job run whose work is in the lake: the cell now stands for these settings and inputs.
  public func completeJobRun(_ id: Int, record: CellRecord, at now: Instant) throws {
    let counts = try JSONText.encode(record.counts)
    try database.execute(
      sql: "UPDATE job_run SET state = ?, counts = ?, ended_at = ? WHERE id = ?",
      arguments: [record.state.rawValue, counts, now.microseconds, id])
    try database.execute(
      sql: "INSERT OR REPLACE INTO cell (job, date, state, job_run_id, settings, inputs, counts) VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        record.cell.job.rawValue, record.cell.date.description, record.state.rawValue, id, try JSONText.encode(record.settings),
        try JSONText.encode(record.inputs), counts,
      ])
  }

  private func setCell(_ cell: Cell, state: CellState, jobRun: Int) throws {
    try database.execute(
      sql: """
        INSERT INTO cell (job, date, state, job_run_id, settings, inputs, counts) VALUES (?, ?, ?, ?, '{}', '{}', '{}')
        ON CONFLICT (job, date) DO UPDATE SET state = excluded.state, job_run_id = excluded.job_run_id
        """,
      arguments: [cell.job.rawValue, cell.date.description, state.rawValue, jobRun])
  }
}
