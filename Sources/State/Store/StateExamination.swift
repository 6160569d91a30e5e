import Drivers
import Kernel

/// What can be told about a state file before SQLite opens it, in a few system calls: that it is there although it must be, whole, and ours.
struct StateExamination {
  enum Finding: Hashable {
    /// A folder that nobody has used: the file may be made.
    case fresh
    /// The bytes are those that the last writer sealed.
    case sealed
    /// Nothing speaks against it, but nobody vouches for it: a writer is at work or died.
    case unsealed
    /// A backup that somebody put back: it is older than what was committed, and meant to be.
    case restored
  }

  let files: StateFiles
  /// The lake's folder of manifests, where the lake is known.
  let lake: String?

  func look() throws(Failure) -> Finding {
    guard let status = FileStatus(files.database), status.bytes > 0 else { return try missing() }
    // A rollback journal that was left belongs to the file's making: SQLite takes the torn step back.
    if (FileStatus(files.journal)?.bytes ?? 0) > 0 { return .unsealed }
    let header = try SQLiteHeader(files.database)
    guard let header else { throw damaged("it is no SQLite file") }
    let isPending = files.hasPendingCommits
    if header.isRollback, isPending {
      throw Failure(
        5014, "the state file \(files.database) was put beside the write-ahead log of another file",
        hint: "take the log away, if the file is the one you want: `rm -f \(files.wal) \(files.sharedMemory)`")
    }
    if isPending { return .unsealed }
    if header.isPageCountValid, header.pageCount * header.pageSize > status.bytes {
      throw damaged("it is cut off: \(status.bytes) bytes of \(header.pageCount * header.pageSize)")
    }
    if header.isRollback { return .restored }
    guard let seal = StateSeal(at: files.seal) else { return .unsealed }
    if try FileSum(of: files.database) == seal.sum { return .sealed }
    // A writer that has begun meanwhile took the seal off before its first change.
    guard !files.hasPendingCommits, StateSeal(at: files.seal) == seal else { return .unsealed }
    throw damaged("its bytes are not those that the last run left")
  }

  private func missing() throws(Failure) -> Finding {
    guard let evidence = files.evidenceOfUse(lake: lake) else { return .fresh }
    let what = Files.exists(files.database) ? "is empty" : "is not there"
    throw Failure(5013, "the state file \(files.database) \(what), although \(evidence) shows that there was one", hint: files.wayOut)
  }

  private func damaged(_ how: String) -> Failure {
    Failure(5014, "the state file \(files.database) is damaged: \(how)", hint: files.wayOut)
  }
}
