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
  /// - Parameter id: its row; the next free one unless given.
  @discardableResult
  public func beginJobRun(_ id: Int? = nil, run: Int, cell: Cell, reason: String, cause: Cause = Cause(), at now: Instant) throws -> Int {
    try database.cachedStatement(
      sql: "INSERT INTO job_run (id, run_id, job, date, reason, cause, state, started_at) VALUES (?, ?, ?, ?, ?, ?, 'running', ?)"
    ).execute(arguments: [
      id, run, cell.job.rawValue, cell.date.description, reason, cause.isEmpty ? "{}" : try JSONText.encode(cause), now.microseconds,
    ])
    let id = Int(database.lastInsertedRowID)
    try setState(cell, .running, jobRun: id)
    return id
  }

  /// - Parameter id: its row; the next free one unless given.
  @discardableResult
  public func beginAttempt(_ id: Int? = nil, jobRun: Int, number: Int, log: String, at now: Instant) throws -> Int {
    try database.cachedStatement(
      sql: "INSERT INTO attempt (id, job_run_id, number, state, started_at, log) VALUES (?, ?, ?, 'running', ?, ?)"
    ).execute(arguments: [id, jobRun, number, now.microseconds, log])
    return Int(database.lastInsertedRowID)
  }

  /// - Parameter hasLog: something was written to its log.
  public func endAttempt(_ id: Int, state: CellState, failure: Failure?, hasLog: Bool = true, at now: Instant) throws {
    try database.cachedStatement(
      sql: "UPDATE attempt SET state = ?, ended_at = ?, code = ?, message = ?, hint = ?, log = iif(?, log, '') WHERE id = ?"
    ).execute(
      arguments: [state.rawValue, now.microseconds, failure?.code.description, failure?.message, failure?.hint, hasLog, id])
  }

  /// Ends a job run that did not succeed.
  public func endJobRun(_ id: Int, cell: Cell, state: CellState, at now: Instant) throws {
    try endJobRun(id, state, counts: "{}", at: now)
    try setState(cell, state, jobRun: id)
    try manifestDue(cell.date)
  }

  /// Ends a job run whose work is in the lake: the cell now stands for these settings and inputs.
  public func completeJobRun(_ id: Int, record: CellRecord, at now: Instant) throws {
    let counts = record.counts.isEmpty ? "{}" : try JSONText.encode(record.counts)
    try endJobRun(id, record.state, counts: counts, at: now)
    try store(
      StoredCell(
        cell: record.cell, state: record.state, settings: try intern(record.settings), inputs: try intern(record.inputs), mark: nil,
        jobRun: id, counts: counts))
    try manifestDue(record.cell.date)
  }

  private func endJobRun(_ id: Int, _ state: CellState, counts: String, at now: Instant) throws {
    try database.cachedStatement(sql: "UPDATE job_run SET state = ?, counts = ?, ended_at = ? WHERE id = ?").execute(
      arguments: [state.rawValue, counts, now.microseconds, id])
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
