import Drivers
import GRDB
import Kernel
import Synchronization

/// Counts the transactions that changed the state, in the file and beside it: SQLite, which finds the tail of its log cut off, damaged or gone,
/// goes on from an earlier commit and says nothing. A file that holds fewer than were counted has lost some.
///
/// The count beside the file is written after each commit and not synced, so after a power cut it may be too low, and never too high.
final class CommitTally: Sendable {
  private let path: String
  private let note = Mutex<NoteFile?>(nil)

  init(_ files: StateFiles) { path = files.tally }

  /// Adds the running transaction to the count in the file; the count with it.
  static func add(_ database: Database) throws -> Int {
    try Int.fetchOne(database.cachedStatement(sql: "UPDATE tally SET commits = commits + 1 RETURNING commits")) ?? 0
  }

  /// How many the file holds.
  static func held(_ database: Database) throws -> Int { try Int.fetchOne(database, sql: "SELECT commits FROM tally") ?? 0 }

  /// How many were counted beside the file; nil when nobody did, or what it says was not written by `note`.
  static func counted(_ files: StateFiles) -> Int? {
    guard let text = try? Files.readText(files.tally), let count = Int(text.prefix(19)), Self.text(count) == text else {
      return nil
    }
    return count
  }

  /// After the commit that made it so many.
  func note(_ count: Int) {
    note.withLock { note in
      if note == nil { note = NoteFile(path: path) }
      note?.write(Array(Self.text(count).utf8))
    }
  }

  /// Of one length whatever the count, so that a new one covers the old one; with a digest, because a flipped digit is another count.
  private static func text(_ count: Int) -> String {
    let digits = count.padded(19)
    return "\(digits) \(Int(FNV1a.of(digits) >> 1).padded(19))\n"
  }
}
