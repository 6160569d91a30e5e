import Glibc
public import Kernel

/// Writes a new file in large pieces; for working files that the next step reads and nobody keeps, so it is not synced to the disk.
public final class FileWriter {
  private static let pieceSize = 1 << 20

  private let path: String
  private let descriptor: Int32
  private var pending: [UInt8] = []
  private var isClosed = false

  /// Creates `path`, or empties the file that is there.
  public init(path: String) throws(Failure) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Files.failure("create", path) }
    self.path = path
    pending.reserveCapacity(Self.pieceSize + (64 << 10))
  }

  deinit { if !isClosed { Glibc.close(descriptor) } }

  public func write(_ bytes: [UInt8]) throws(Failure) {
    pending.append(contentsOf: bytes)
    if pending.count >= Self.pieceSize { try flush() }
  }

  /// Hands the rest to the kernel and closes the file.
  public func close() throws(Failure) {
    try flush()
    isClosed = true
    guard Glibc.close(descriptor) == 0 else { throw Files.failure("write", path) }
  }

  private func flush() throws(Failure) {
    var done = 0
    while done < pending.count {
      let count = pending.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done) }
      if count < 0 {
        if errno == EINTR { continue }
        throw Files.failure("write", path)
      }
      done += count
    }
    pending.removeAll(keepingCapacity: true)
  }
}
