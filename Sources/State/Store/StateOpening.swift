import Drivers
import GRDB
import Kernel

/// Opens the SQLite file once it has been looked at.
struct StateOpening {
  /// Marks an SQLite file as nightshift's, in its header (`PRAGMA application_id`): "NSHT".
  static let applicationID = 0x4E53_4854

  let files: StateFiles
  let finding: StateExamination.Finding
  let patience: Span

  func toRead() throws -> DatabaseQueue {
    guard finding != .fresh else {
      let empty = try DatabaseQueue()
      try empty.write { try Migration.migrate($0) }
      return empty
    }
    var configuration = configuration
    configuration.readonly = true
    // In a folder that nobody may write, SQLite cannot make its shared memory; without pending commits it needs none.
    let isFixed = !Files.isWritable(files.directory) && !files.hasPendingCommits
    let queue = try DatabaseQueue(path: isFixed ? Self.immutable(files.database) : files.database, configuration: configuration)
    let version = try queue.read { database in
      try Migration.check(database, path: files.database)
      try checkOwner(database)
      // While a run is at work it has looked itself.
      if finding == .unsealed || finding == .restored, FileLock.holder(path: "\(files.directory)/lock") == nil { try quickCheck(database) }
      return try Migration.userVersion(database)
    }
    guard version < Migration.current else { return queue }
    // An older file is read as the next run will make it, and left as it is.
    let copy = try DatabaseQueue()
    try queue.backup(to: copy)
    try copy.write { try Migration.migrate($0) }
    return copy
  }

  func toWrite() throws -> DatabaseQueue {
    // What was counted of the file that was there says nothing about this one.
    if finding == .restored { try Files.remove(files.tally) }
    try Files.createPrivate(files.database)
    let queue = try DatabaseQueue(path: files.database, configuration: configuration)
    try queue.writeWithoutTransaction { database in
      try Migration.check(database, path: files.database)
      if finding != .fresh { try checkOwner(database) }
      if finding == .unsealed || finding == .restored { try quickCheck(database) }
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      try Migration.backUpIfOld(database, path: files.database)
    }
    try queue.write { database in
      try Migration.migrate(database)
      guard try Int.fetchOne(database, sql: "PRAGMA application_id") != Self.applicationID else { return }
      try database.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
    }
    return queue
  }

  /// Somebody else's SQLite file, or one whose tables are gone.
  private func checkOwner(_ database: Database) throws {
    let id = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let tables = try Set(String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'"))
    // A process may have died between making the file and making its tables.
    if id == 0, tables.isEmpty, try Migration.userVersion(database) == 0, files.evidenceOfUse(lake: nil) == nil { return }
    guard id == Self.applicationID || id == 0, tables.isSuperset(of: ["run", "job_run", "cell", "partition", "object", "audit", "intent"])
    else {
      throw Failure(5014, "\(files.database) is no state file of nightshift: its tables are others", hint: files.wayOut)
    }
  }

  /// Nobody vouches for the file: a process died, or it was restored.
  private func quickCheck(_ database: Database) throws {
    let answers = try String.fetchAll(database, sql: "PRAGMA quick_check(1)")
    guard answers == ["ok"] else {
      throw Failure(
        5014, "the state file \(files.database) is damaged: \(answers.first ?? "SQLite cannot say how")", hint: files.wayOut)
    }
  }

  private var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(Double(patience.microseconds) / 1e6)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000") }
    return configuration
  }

  /// - Parameter counted: how many transactions were committed, as far as anybody knew before the file was opened.
  /// - Throws: `NS5017` when the file holds fewer.
  func checkTally(_ database: DatabaseQueue, _ counted: Int?) throws {
    guard finding != .restored, let counted else { return }
    let held = try database.read(CommitTally.held)
    guard held < counted else { return }
    throw Failure(
      5017, "the state file \(files.database) has lost what was committed last: it holds \(held) of \(counted) transactions",
      hint: "put its write-ahead log back if it was moved away; otherwise \(files.wayOut). "
        + "If you put an older copy back on purpose, `rm \(files.tally)` says so")
  }

  private static func immutable(_ path: String) -> String {
    let escaped = path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
    return "file:\(escaped)?immutable=1"
  }
}
