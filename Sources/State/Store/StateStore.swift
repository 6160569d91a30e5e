import Drivers
import GRDB
public import Kernel

/// The one SQLite file that remembers everything: runs, decisions, objects, partitions, schemas, results, audit.
///
/// WAL with `synchronous=FULL`: what a `write` returned from survives a power cut. One connection per process; readers in other processes
/// see the last commit. Opening for writing migrates an older file forward, after a backup copy; a newer file is refused.
public final class StateStore: Sendable {
  private let database: DatabaseQueue
  /// Absolute path of the state folder.
  public let directory: String

  public enum Mode: Sendable {
    /// Makes and migrates the file as needed.
    case readWrite
    /// Touches nothing; a missing file reads as empty.
    case readOnly
  }

  /// - Throws: `NS5010` when the file cannot be opened or is damaged, `NS5011` when it is newer than this program.
  public init(directory: String, mode: Mode) throws(Failure) {
    self.directory = directory
    let path = Self.path(in: directory)
    do {
      if mode == .readWrite { try Files.makeDirectory(directory) }
      database = try Self.open(path, mode: mode)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Self.failure(error, path: path)
    }
  }

  public static func path(in directory: String) -> String { "\(directory)/nightshift.sqlite" }

  /// Reads one consistent moment.
  public func read<Result>(_ body: (StateReader) throws -> Result) throws(Failure) -> Result {
    do {
      return try database.read { try body(StateReader(database: $0)) }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Self.failure(error, path: Self.path(in: directory))
    }
  }

  /// One transaction: all of it is on the disk when this returns, or none of it when it throws.
  public func write<Result>(_ body: (StateWriter) throws -> Result) throws(Failure) -> Result {
    let path = Self.path(in: directory)
    do {
      let result = try database.write { database in
        let result = try body(StateWriter(database: database))
        try Failpoint.stateCommit.hit(path)
        return result
      }
      try Failpoint.stateCommitted.hit(path)
      return result
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Self.failure(error, path: Self.path(in: directory))
    }
  }

  private static func open(_ path: String, mode: Mode) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    if mode == .readOnly {
      guard Files.exists(path) else {
        let empty = try DatabaseQueue()
        try empty.write { try Migration.migrate($0) }
        return empty
      }
      configuration.readonly = true
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { try Migration.check($0, path: path) }
      return queue
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { database in
      try Migration.check(database, path: path)
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      try Migration.backUpIfOld(database, path: path)
    }
    try queue.write { try Migration.migrate($0) }
    return queue
  }

  private static func failure(_ error: any Error, path: String) -> Failure {
    guard let error = error as? DatabaseError else { return Failure(9001, "unexpected error in the state store: \(error)") }
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      return Failure(
        5010, "the state file \(path) is damaged", hint: "restore a copy of it; nightshift never starts over silently", detail: "\(error)")
    case .SQLITE_FULL:
      return Failure(5010, "no space left for the state file \(path)", hint: "free some space and run again", retry: .backoff)
    default:
      return Failure(
        5010, "the state file \(path) cannot be used: \(error.message ?? "\(error.resultCode)")",
        hint: "check the folder's owner and free space", detail: "\(error)")
    }
  }
}
