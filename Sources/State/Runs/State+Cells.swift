import GRDB
public import Kernel

extension StateReader {
  /// - Throws: `NS5010` when the row or a document of it is not what was written.
  public func cell(_ cell: Cell) throws -> CellRecord? {
    let statement = try database.cachedStatement(sql: "SELECT * FROM cell WHERE job = ? AND date = ?")
    return try Row.fetchOne(statement, arguments: [cell.job.rawValue, cell.date.description]).map { try record(StoredCell($0)) }
  }

  /// Cells of all jobs on dates in the range, by date and job.
  public func cells(_ dates: ClosedRange<LogicalDate>) throws -> [CellRecord] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM cell WHERE date BETWEEN ? AND ? ORDER BY date, job",
      arguments: [dates.lowerBound.description, dates.upperBound.description]
    ).map { try record(StoredCell($0)) }
  }

  /// Cells of one job on dates in the range, by date.
  public func cells(of job: JobName, _ dates: ClosedRange<LogicalDate>) throws -> [CellRecord] {
    let statement = try database.cachedStatement(sql: "SELECT * FROM cell WHERE job = ? AND date BETWEEN ? AND ? ORDER BY date")
    return try Row.fetchAll(statement, arguments: [job.rawValue, dates.lowerBound.description, dates.upperBound.description])
      .map { try record(StoredCell($0)) }
  }

  func storedCell(_ cell: Cell) throws -> StoredCell? {
    let statement = try database.cachedStatement(sql: "SELECT * FROM cell WHERE job = ? AND date = ?")
    return try Row.fetchOne(statement, arguments: [cell.job.rawValue, cell.date.description]).map { try StoredCell($0) }
  }

  private func record(_ stored: StoredCell) throws -> CellRecord {
    CellRecord(
      cell: stored.cell, state: stored.state, settings: try document(stored.settings), inputs: try document(stored.inputs),
      counts: stored.counts == "{}" ? [:] : try JSONText.decode(stored.counts), mark: try stored.mark.flatMap(mark))
  }

  func document(_ id: Int64) throws -> [String: String] {
    id == StoredCell.none ? [:] : try JSONText.decode(text(ofDocument: id))
  }

  /// - Throws: `NS5010` when the text is gone or is not the one that was stored.
  func text(ofDocument id: Int64) throws -> String {
    if id == StoredCell.none { return "{}" }
    let statement = try database.cachedStatement(sql: "SELECT text FROM document WHERE id = ?")
    guard let text = try String.fetchOne(statement, arguments: [id]), StoredCell.documentID(text) == id else {
      throw Failure(
        5010, "the state file is damaged: a document of it is missing or changed",
        hint: "`nightshift state check` shows what is whole, a backup or `nightshift state rebuild` repairs it")
    }
    return text
  }

  static func cellState(_ text: String) throws -> CellState {
    guard let state = CellState(rawValue: text) else { throw Failure(5010, "the state file holds the unknown state '\(text)'") }
    return state
  }
}

extension StateWriter {
  /// Writes the truth of a cell as it is given: for marks and for what is restored. Runs use `beginJobRun` and those that end it.
  public func setCell(_ record: CellRecord) throws {
    try store(
      StoredCell(
        cell: record.cell, state: record.state, settings: try intern(record.settings), inputs: try intern(record.inputs),
        mark: record.mark?.id, jobRun: try reader.storedCell(record.cell)?.jobRun, counts: try JSONText.encode(record.counts)))
    try manifestDue(record.cell.date)
  }

  /// Notes that the date's manifest in the lake is older than this file from now on.
  public func manifestDue(_ date: LogicalDate) throws { try manifestDue(date.description) }

  /// - Parameter date: as manifests are named: `undated` for what has no date.
  func manifestDue(_ date: String) throws {
    guard due.note(date) else { return }
    try database.cachedStatement(sql: "INSERT OR IGNORE INTO manifest_due (date) VALUES (?)").execute(arguments: [date])
  }

  func store(_ cell: StoredCell) throws {
    try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO cell (job, date, state, settings, inputs, mark_id, seal, job_run_id, counts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      cell.cell.job.rawValue, cell.cell.date.description, cell.state.rawValue, cell.settings, cell.inputs, cell.mark, cell.seal,
      cell.jobRun,
      cell.counts,
    ])
  }

  func intern(_ values: [String: String]) throws -> Int64 { values.isEmpty ? StoredCell.none : try intern(JSONText.encode(values)) }

  /// The document's id, stored when it is new.
  func intern(_ text: String) throws -> Int64 {
    let id = StoredCell.documentID(text)
    if id == StoredCell.none { return id }
    let known = try String.fetchOne(try database.cachedStatement(sql: "SELECT text FROM document WHERE id = ?"), arguments: [id])
    if known == text { return id }
    guard known == nil else { throw Failure(5010, "two documents of the state file have one digest, or one of them is damaged") }
    try database.cachedStatement(sql: "INSERT INTO document (id, text) VALUES (?, ?)").execute(arguments: [id, text])
    return id
  }
}
