import Drivers
import GRDB
public import Kernel

/// What `state rebuild` needs: to judge a file, and to put another in its place without losing it.
extension StateStore {
  /// True when the file is there, opens, and passes SQLite's full check and the seals of its cells.
  /// - Throws: `NS5011` for a file that only a newer program can judge.
  public static func isWhole(_ directory: String) throws(Failure) -> Bool {
    guard FileStatus(path(in: directory)) != nil else { return false }
    let store: StateStore
    do {
      store = try StateStore(directory: directory, mode: .readOnly)
    } catch  where error.code == 5011 {
      throw error
    } catch {
      return false
    }
    return (try? store.read { try $0.integrity().isEmpty && $0.brokenCells().isEmpty && $0.auditHolds(Self.anchor(in: directory)) })
      ?? false
  }

  /// Puts the file to rest and lets go of it.
  public func close() throws(Failure) {
    rest()
    do {
      try database.close()
    } catch {
      throw watch.files.failure(error)
    }
  }

  /// Moves the state file of `directory` aside, with what belongs to it, and the one of `other` into its place; where the old one is now.
  /// After a crash in between the folder still shows that it was used, and nothing starts afresh.
  public static func replace(in directory: String, with other: String) throws(Failure) -> String? {
    let (old, new) = (StateFiles(directory: directory), StateFiles(directory: other))
    for path in [old.seal, old.tally] { try Files.remove(path) }
    var aside: String?
    if [old.database, old.wal, old.journal].contains(where: Files.exists) {
      var number = 1
      while Files.exists("\(old.database).damaged-\(number)") || Files.exists("\(old.database).damaged-\(number)-wal") { number += 1 }
      let name = "\(old.database).damaged-\(number)"
      for (path, ending) in [(old.database, ""), (old.wal, "-wal"), (old.journal, "-journal")] where Files.exists(path) {
        try Files.rename(path, to: name + ending)
      }
      aside = name
    }
    try Files.remove(old.sharedMemory)
    try Files.rename(new.database, to: old.database)
    for (made, kept) in [(new.seal, old.seal), (new.tally, old.tally)] where Files.exists(made) { try Files.rename(made, to: kept) }
    try Files.remove(other)
    return aside
  }

  /// What the anchor of a folder says, whatever has become of its state file.
  public static func anchor(in directory: String) throws(Failure) -> AuditHead? { try StateFiles(directory: directory).readAnchor() }

  /// Keeps an anchor that the log does not hold, under another name.
  public static func setAnchorAside(in directory: String) throws(Failure) {
    let anchor = StateFiles(directory: directory).anchor
    guard Files.exists(anchor) else { return }
    var number = 1
    while Files.exists("\(anchor).old-\(number)") { number += 1 }
    try Files.rename(anchor, to: "\(anchor).old-\(number)")
  }
}

extension StateReader {
  func auditHolds(_ anchor: AuditHead?) throws -> Bool {
    guard let anchor, anchor.sequence > 0 else { return true }
    return try auditHash(at: anchor.sequence) == anchor.hash
  }
}

extension StateFiles {
  /// - Throws: `NS5012` when the anchor is there and is not one line of ours.
  func readAnchor() throws(Failure) -> AuditHead? {
    guard Files.exists(anchor) else { return nil }
    guard let head = AuditHead(try Files.readText(anchor)) else {
      throw Failure(
        5012, "the audit anchor \(anchor) is damaged",
        hint: "compare the log with a copy of the anchor kept elsewhere; do not delete it")
    }
    return head
  }
}
