import Drivers
import GRDB
public import Kernel

/// Copies of the state file: made while it is in use, whole, looked at again before they count.
extension StateStore {
  /// How many automatic backups are kept.
  public static let backupsKept = 7

  /// Where automatic backups go: `backups/nightshift-2026-11-22T02:00:00Z.sqlite`.
  public func backupPath(at now: Instant) -> String { "\(watch.files.backups)/nightshift-\(Instant(seconds: now.seconds)).sqlite" }

  /// Copies the state to a new file with SQLite's online backup, reopens and checks it, and gives it its name in one step. The copy is one
  /// file in rollback mode: it needs no log beside it.
  /// - Throws: `NS3001` where it cannot be written, `NS5014` when the copy does not pass SQLite's check.
  public func backUp(to target: String) throws(Failure) {
    try Files.makeDirectory(Files.directory(of: target))
    let part = "\(Files.directory(of: target))/.\(Files.name(of: target)).part"
    do {
      try Files.remove(part)
      try Files.createPrivate(part)
      var making = Configuration()
      // Until it has its name it does not count, so nothing needs to be safe on the way.
      making.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
      let copy = try DatabaseQueue(path: part, configuration: making)
      try database.backup(to: copy)
      try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
      try copy.close()
      var configuration = Configuration()
      configuration.readonly = true
      let answers = try DatabaseQueue(path: part, configuration: configuration).read {
        try String.fetchAll($0, sql: "PRAGMA quick_check(1)")
      }
      guard answers == ["ok"] else {
        throw Failure(5014, "the backup \(target) does not pass SQLite's check: \(answers.first ?? "no answer")", hint: watch.files.wayOut)
      }
      try Files.syncFile(part)
      try Files.rename(part, to: target)
    } catch {
      try? Files.remove(part)
      if let failure = error as? Failure { throw failure }
      throw watch.files.failure(error)
    }
    try Failpoint.backupMade.hit(target)
  }

  /// Removes all but the newest automatic backups, and what a dead process left of one; how many went.
  @discardableResult
  public func pruneBackups(keep: Int) throws(Failure) -> Int {
    let folder = watch.files.backups
    let files = try Files.children(folder).filter { $0.kind == .file }.map(\.name)
    for name in files where name.hasPrefix(".nightshift-") { try Files.remove("\(folder)/\(name)") }
    let backups = watch.files.automaticBackups
    for path in backups.dropLast(keep) { try Files.remove(path) }
    return max(0, backups.count - keep)
  }
}
