import GRDB
import Kernel

/// A row of `cell` as it is stored: documents by their ids.
struct StoredCell {
  let cell: Cell
  var state: CellState
  /// Ids in `document`.
  var settings: Int64
  var inputs: Int64
  var mark: Int?
  var jobRun: Int?
  /// JSON.
  var counts: String

  /// What nothing is: `{}`.
  static let none = documentID("{}")

  /// A document's id is a digest of its text, so equal documents have equal ids without being looked up.
  static func documentID(_ text: String) -> Int64 { Int64(bitPattern: FNV1a.of(text)) }

  /// A digest of everything that a decision depends on: a row that was changed by anything but this program does not fit it.
  var seal: Int64 { Self.seal(Self.seal(of: cell.job), cell.date, state, settings: settings, inputs: inputs, mark: mark) }

  /// The part of the seal that all cells of a job share.
  static func seal(of job: JobName) -> FNV1a {
    var hash = FNV1a()
    hash.add(job.rawValue)
    return hash
  }

  static func seal(_ job: FNV1a, _ date: LogicalDate, _ state: CellState, settings: Int64, inputs: Int64, mark: Int?) -> Int64 {
    seal(job, date, digest: digest(of: state), settings: settings, inputs: inputs, mark: mark)
  }

  /// A state's part in a seal.
  static func digest(of state: CellState) -> UInt64 { FNV1a.of(state.rawValue) }

  static func seal(_ job: FNV1a, _ date: LogicalDate, digest state: UInt64, settings: Int64, inputs: Int64, mark: Int?) -> Int64 {
    var hash = job
    hash.add(word: UInt64(bitPattern: Int64(date.daysSinceEpoch)))
    hash.add(word: state)
    hash.add(word: UInt64(bitPattern: settings))
    hash.add(word: UInt64(bitPattern: inputs))
    hash.add(word: UInt64(bitPattern: Int64(mark ?? 0)))
    return Int64(bitPattern: hash.value)
  }

  /// - Throws: `NS5010` when the row does not fit its seal.
  init(_ row: Row) throws {
    self.init(
      cell: Cell(job: JobName(row["job"]), date: try StateReader.date(row["date"])), state: try StateReader.cellState(row["state"]),
      settings: row["settings"], inputs: row["inputs"], mark: row["mark_id"], jobRun: row["job_run_id"], counts: row["counts"])
    guard seal == row["seal"] as Int64 else { throw Self.broken(cell) }
  }

  init(cell: Cell, state: CellState, settings: Int64, inputs: Int64, mark: Int?, jobRun: Int?, counts: String) {
    self.cell = cell
    self.state = state
    self.settings = settings
    self.inputs = inputs
    self.mark = mark
    self.jobRun = jobRun
    self.counts = counts
  }

  static func broken(_ cell: Cell) -> Failure {
    Failure(
      5010, "the state file is damaged: what it says about \(cell) does not fit its seal",
      hint: "nothing was decided by it; `nightshift state check` shows what is whole, a backup or `nightshift state rebuild` repairs it")
  }
}
