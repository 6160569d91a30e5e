import Drivers
import GRDB
import Kernel

extension StateFiles {
  /// What SQLite's error means for a person.
  func failure(_ error: any Error) -> Failure {
    if error is DecodingError {
      return Failure(5014, "the state file \(database) is damaged: a document in it cannot be read", hint: wayOut, detail: "\(error)")
    }
    guard let error = error as? DatabaseError else {
      return Failure(9001, "unexpected error of type \(type(of: error)) in the state store", detail: "\(error)")
    }
    let text = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT:
      return Failure(5014, "the state file \(database) is damaged: \(text)", hint: wayOut, detail: "\(error)")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return Failure(
        5016, "another process keeps the state file \(database) locked",
        hint: "end what has it open (`fuser \(database)` names it), then run again", retry: .backoff)
    case .SQLITE_FULL:
      return Failure(5010, "no space left for the state file \(database)", hint: "free some space and run again", retry: .backoff)
    case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE:
      // SQLite does not say which of the two it was.
      return Failure(
        5010, "no space left for the index of the state file, \(database)-shm, or its disk fails",
        hint: "free some space, look at the disk, and run again", retry: .backoff)
    case .SQLITE_ERROR where text.hasPrefix("no such ") || text.hasPrefix("malformed "):
      return Failure(5014, "the state file \(database) is damaged: \(text)", hint: wayOut, detail: "\(error)")
    default:
      return Failure(
        5010, "the state file \(database) cannot be used: \(text)", hint: "check the folder's owner and free space", detail: "\(error)")
    }
  }
}
