import Glibc
import Kernel

/// The failures of this folder, each naming the file and, inside a stream, the byte of the compressed file where it was noticed.
enum GzipFailure {
  static func truncated(_ name: String, at offset: Int) -> Failure {
    Failure(
      3401, "\(name): the gzip data ends in the middle of a member, at byte \(offset)", hint: "the file was cut short; fetch it again")
  }

  static func corrupt(_ name: String, at offset: Int, _ what: String) -> Failure {
    Failure(3402, "\(name): corrupt gzip data near byte \(offset): \(what)", hint: "`gzip -t` tells the same; fetch the file again")
  }

  static func trailingGarbage(_ name: String, at offset: Int) -> Failure {
    Failure(3403, "\(name): bytes that are no gzip member follow a complete one, at byte \(offset)")
  }

  static func bomb(_ name: String, at offset: Int, produced: Int, limit: GzipLimit) -> Failure {
    Failure(
      3404, "\(name): \(offset) compressed bytes gave \(produced), more than \(limit.ratio) times as many; stopped there",
      hint: "a decompression bomb, or data so regular that it deserves a look before the limit is raised")
  }

  static func notGzip(_ name: String) -> Failure {
    Failure(3405, "\(name): not a gzip file (it does not begin with the bytes 1f 8b 08)")
  }

  static func unreadable(_ name: String, at offset: Int, _ error: Int32) -> Failure {
    Failure(
      3406, "\(name): cannot be read at byte \(offset): \(String(cString: strerror(error)))", retry: isPassing(error) ? .backoff : .never)
  }

  static func unwritable(_ name: String, at offset: Int, _ error: Int32) -> Failure {
    Failure(
      3407, "\(name): cannot be written at byte \(offset): \(String(cString: strerror(error)))", retry: isPassing(error) ? .backoff : .never
    )
  }

  private static func isPassing(_ error: Int32) -> Bool {
    [EAGAIN, EINTR, EIO, EMFILE, ENFILE, ENOMEM, ENOSPC, EDQUOT, ESTALE, ETIMEDOUT].contains(error)
  }
}
