import GRDB
import GRDBSQLite
public import Kernel

extension StateReader {
  /// The id that settings have in the file when they are stored there.
  public static func documentID(_ values: [String: String]) -> Int64 {
    values.isEmpty ? StoredCell.none : StoredCell.documentID(JSONText.encode(values))
  }

  /// One glance a date of the range: all the cells of a job at once, as ten years of them are asked for before a plan is printed.
  ///
  /// - Parameter settings: the id of the settings that the job has now.
  /// - Throws: `NS5010` for a row that does not fit its seal.
  public func glances(of job: JobName, _ dates: ClosedRange<LogicalDate>, settings: Int64) throws -> [CellGlance] {
    let first = dates.lowerBound.daysSinceEpoch
    var glances = [CellGlance](repeating: .none, count: dates.upperBound.daysSinceEpoch - first + 1)
    let statement = try database.cachedStatement(
      sql: "SELECT date, state, settings, inputs, mark_id, seal FROM cell WHERE job = ? AND date BETWEEN ? AND ?")
    try statement.setArguments([job.rawValue, dates.lowerBound.description, dates.upperBound.description])
    let seal = StoredCell.seal(of: job)
    let (row, digests) = (statement.sqliteStatement, Self.digests)
    sqlite3_reset(row)
    defer { sqlite3_reset(row) }
    while true {
      switch sqlite3_step(row) {
      case SQLITE_ROW: break
      case SQLITE_DONE: return glances
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
      glances[date.daysSinceEpoch - first] = CellGlance(state, hasSettings: stored == settings)
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
