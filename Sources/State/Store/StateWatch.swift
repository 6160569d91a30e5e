import Drivers
import Kernel
import Synchronization

/// Keeps an eye on the state's files while a connection is open: SQLite would go on writing into a file that nobody can find any more.
final class StateWatch: Sendable {
  private struct Seen {
    var isSealed: Bool
    var database: FileStatus?
    var wal: FileStatus?
    var isLost = false
  }

  let files: StateFiles
  private let seen: Mutex<Seen>

  init(files: StateFiles, isSealed: Bool) {
    self.files = files
    seen = Mutex(Seen(isSealed: isSealed, database: FileStatus(files.database)))
  }

  /// Before a transaction: the seal comes off.
  func beginWrite() throws(Failure) {
    try check()
    try seen.withLock { seen throws(Failure) in
      guard seen.isSealed else { return }
      try Files.remove(files.seal)
      seen.isSealed = false
    }
  }

  /// - Throws: `NS5015`, and from then on for ever, when the path leads to another file or to none.
  func check() throws(Failure) {
    try seen.withLock { seen throws(Failure) in
      guard let database = seen.database else { return }
      if !seen.isLost {
        let now = FileStatus(files.database), wal = FileStatus(files.wal)
        if seen.wal == nil { seen.wal = wal }
        let isSame = now.map { $0.isSameFile(as: database) } ?? false
        let hasSameWAL = seen.wal.map { before in wal.map { $0.isSameFile(as: before) } ?? false } ?? true
        if isSame, hasSameWAL { return }
        seen.isLost = true
      }
      throw Failure(
        5015, "the state file \(files.database) was deleted or replaced while nightshift was at work; nothing more is written",
        hint: "put back what was moved, or: \(files.wayOut)")
    }
  }

  /// Vouches for the bytes that are in the file now.
  func seal() throws(Failure) {
    let seal = StateSeal(try FileSum(of: files.database))
    try seal.write(to: files.seal)
    seen.withLock { $0.isSealed = true }
  }
}
