import GRDB
import GRDBSQLite
public import Kernel

extension StateReader {
  /// The id that settings have in the file when they are stored there.
  public static func documentID(_ values: [String: String]) -> Int64 {
    values.isEmpty ? StoredCell.none : StoredCell.documentID(JSONText.encode(values))
  }

  /// The cells of jobs on dates of a range, all at once, as ten years of them are asked for before a plan is printed.
  ///
  /// - Parameters:
  ///   - jobs: each with the id of the settings that it has now.
  ///   - found: told of every cell that there is, by place of its job and days since the first date.
  /// - Throws: `NS5010` for a row that does not fit its seal.
  public func glances(
    of jobs: [(name: JobName, settings: Int64)], _ dates: ClosedRange<LogicalDate>, found: (_ job: Int, _ day: Int, CellGlance) -> Void
  ) throws {
    let statement = try database.cachedStatement(
      sql: "SELECT date, state, settings, inputs, mark_id, seal FROM cell WHERE job = ? AND date BETWEEN ? AND ?")
    try statement.setArguments(["", dates.lowerBound.description, dates.upperBound.description])
    let row = statement.sqliteStatement
    for (place, job) in jobs.enumerated() {
      try job.name.rawValue.withCString { name in
        sqlite3_reset(row)
        sqlite3_bind_text(row, 1, name, -1, nil)
        // The name lives no longer than this.
        defer {
          sqlite3_reset(row)
          sqlite3_bind_null(row, 1)
        }
        try glances(of: job.name, settings: job.settings, row) { found(place, $0.daysSinceEpoch - dates.lowerBound.daysSinceEpoch, $1) }
      }
    }
  }

  /// The rest of the rows of a statement.
  private func glances(
    of job: JobName, settings: Int64, _ row: OpaquePointer, found: (LogicalDate, CellGlance) -> Void
  ) throws {
    let (seal, digests) = (StoredCell.seal(of: job), Self.digests)
    while true {
      switch sqlite3_step(row) {
      case SQLITE_ROW: break
      case SQLITE_DONE: return
      case let code:
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(sqlite3_db_handle(row))))
      }
      guard let text = sqlite3_column_text(row, 0),
        let date = Self.date(UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(row, 0)))),
        let word = sqlite3_column_text(row, 1),
        let state = Self.state(UnsafeBufferPointer(start: word, count: Int(sqlite3_column_bytes(row, 1))))
      else { throw Failure(5010, "the state file holds a cell of \(job) that is none") }
      let (stored, inputs) = (sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 3))
      let mark = sqlite3_column_type(row, 4) == SQLITE_NULL ? nil : Int(sqlite3_column_int64(row, 4))
      guard
        StoredCell.seal(seal, date, digest: digests[state], settings: stored, inputs: inputs, mark: mark) == sqlite3_column_int64(row, 5)
      else {
        throw StoredCell.broken(Cell(job: job, date: date))
      }
      found(date, CellGlance(state, hasSettings: stored == settings))
    }
  }

  private static let digests = CellState.allCases.map(StoredCell.digest)
  private static let words = CellState.allCases.map { Array($0.rawValue.utf8) }

  private static func state(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    words.firstIndex { $0.count == bytes.count && $0.elementsEqual(bytes) }
  }

  private static func date(_ bytes: UnsafeBufferPointer<UInt8>) -> LogicalDate? {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
    func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1) - 48 } }
    return LogicalDate(year: number(0..<4), month: number(5..<7), day: number(8..<10))
  }
}
