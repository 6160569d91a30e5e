import Drivers
import GRDB
public import Kernel

/// The one SQLite file that remembers everything: runs, decisions, objects, partitions, schemas, results, audit.
///
/// WAL with `synchronous=FULL`: what a `write` returned from survives a power cut. One connection per process; readers in other processes
/// see the last commit. Opening for writing migrates an older file forward, after a backup copy; a newer file is refused. A folder that has been
/// used is never started afresh: when its file is missing, cut off or damaged, opening it fails and says the way out.
public final class StateStore: Sendable {
  let database: DatabaseQueue
  let watch: StateWatch
  let mode: Mode
  private let tally: CommitTally
  /// Absolute path of the state folder.
  public let directory: String

  public enum Mode: Sendable {
    /// Makes and migrates the file as needed.
    case readWrite
    /// Touches nothing; the missing file of a new folder reads as empty.
    case readOnly
  }

  /// - Parameters:
  ///   - lake: the lake's folder of manifests, where the lake is known: another witness that a folder cannot be new.
  ///   - patience: how long another process's lock is waited for.
  /// - Throws: `NS5010` when the file cannot be opened, `NS5011` when it is newer than this program, `NS5013` when it is missing although it
  ///   must be there, `NS5014` when it is damaged, `NS5016` when another process keeps it locked, `NS5017` when it has lost commits.
  public init(directory: String, mode: Mode, lake: String? = nil, patience: Span = .seconds(30)) throws(Failure) {
    self.directory = directory
    self.mode = mode
    let files = StateFiles(directory: directory)
    tally = CommitTally(files)
    do {
      if mode == .readWrite { try Files.makeDirectory(directory) }
      // Before the file is read: a run that is at work goes on counting.
      let counted = CommitTally.counted(files)
      let finding = try StateExamination(files: files, lake: lake).look()
      let opening = StateOpening(files: files, finding: finding, patience: patience)
      // By a connection that cannot write: closing one that can puts what is left of the log into the file.
      if mode == .readWrite, finding == .unsealed, counted != nil, !Files.exists(files.journal) {
        try opening.checkTally(opening.toRead(), counted)
      }
      database = try mode == .readWrite ? opening.toWrite() : opening.toRead()
      try opening.checkTally(database, counted)
      watch = StateWatch(files: files, isSealed: mode == .readWrite && Files.exists(files.seal))
    } catch let failure as Failure {
      throw failure
    } catch {
      throw files.failure(error)
    }
    if mode == .readWrite { try checkAnchor() }
  }

  /// The state itself refused to be used any further.
  public static func isRefusal(_ error: any Error) -> Bool { (error as? Failure).map { (5010...5017).contains($0.code.number) } ?? false }

  public static func path(in directory: String) -> String { StateFiles(directory: directory).database }

  /// Reads one consistent moment.
  public func read<Result>(_ body: (StateReader) throws -> Result) throws(Failure) -> Result {
    do {
      return try database.read { try body(StateReader(database: $0)) }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw watch.files.failure(error)
    }
  }

  /// One transaction: all of it is on the disk when this returns, or none of it when it throws.
  /// - Throws: `NS5015` when the file was deleted or replaced meanwhile: whatever was to follow must not be done.
  public func write<Result>(_ body: (StateWriter) throws -> Result) throws(Failure) -> Result {
    let path = watch.files.database
    try watch.beginWrite()
    do {
      let (result, count) = try database.write { database in
        let before = database.totalChangesCount
        let result = try body(StateWriter(database: database))
        let count = database.totalChangesCount == before ? nil : try CommitTally.add(database)
        try Failpoint.stateCommit.hit(path)
        return (result, count)
      }
      try Failpoint.stateCommitted.hit(path)
      if let count { tally.note(count) }
      try watch.check()
      return result
    } catch let failure as Failure {
      throw failure
    } catch {
      throw watch.files.failure(error)
    }
  }

  /// What a writer does last, still under its lock: everything is put into the one file, and the file is sealed. A state that was not
  /// put to rest is as durable; the next writer only looks at it more closely.
  public func rest() {
    guard mode == .readWrite, (try? watch.check()) != nil else { return }
    do {
      try database.writeWithoutTransaction { database in
        // A reader that stays is not waited for.
        try database.execute(sql: "PRAGMA busy_timeout = 100")
        try database.checkpoint(.truncate)
      }
      if !watch.files.hasPendingCommits { try watch.seal() }
    } catch {
      // The commits stay in the log beside the file, and no seal says otherwise.
      return
    }
  }
}
