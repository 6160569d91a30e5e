import Glibc

/// Writes a new gzip file: the same input at the same level gives the same bytes, on any day.
///
/// The file is created here (NS3407 when it exists: a writer never shares or overwrites) and is on the disk when `finish()` returns;
/// that its name is, too, is for who syncs the folder. A writer dropped before `finish()` removes its file; a killed process leaves
/// it cut short, which `GzipReader` refuses.
public final class GzipWriter {
  private let path: String
  private let descriptor: Int32
  private var deflater: Deflater
  private var isFinished = false
  private var members = 0
  /// Compressed bytes written so far.
  public private(set) var bytesWritten = 0

  /// Creates `path` with mode 0644 under the umask. `level` is zlib's, 0 to 9.
  public init(path: String, level: Int32 = 6) throws {
    guard Failpoint.fileCreate.passes(path) else { throw GzipFailure.unwritable(path, at: 0, errno) }
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw GzipFailure.unwritable(path, at: 0, errno) }
    self.path = path
    deflater = Deflater(level: level)
  }

  deinit {
    guard !isFinished else { return }
    close(descriptor)
    unlink(path)
  }

  /// Appends `bytes` to the current member.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    precondition(!isFinished, "written to after finish()")
    try deflater.write(bytes) { try self.append($0) }
  }

  /// Appends `bytes` to the current member.
  public func write(_ bytes: some Collection<UInt8>) throws {
    let written: Void? = try bytes.withContiguousStorageIfAvailable { try write(UnsafeRawBufferPointer($0)) }
    if written == nil { try Array(bytes).withUnsafeBytes { try write($0) } }
  }

  /// Ends the member; what is written next begins another one in the same file.
  public func finishMember() throws {
    precondition(!isFinished, "a member ended after finish()")
    try deflater.finishMember { try self.append($0) }
    members += 1
  }

  /// Ends the last member, syncs the file to the disk and closes it. A file nothing was written to holds one empty member.
  public func finish() throws {
    if deflater.isInMember || members == 0 { try finishMember() }
    guard Failpoint.fileSync.passes(path), fsync(descriptor) == 0 else { throw GzipFailure.unwritable(path, at: bytesWritten, errno) }
    isFinished = true
    guard close(descriptor) == 0 else { throw GzipFailure.unwritable(path, at: bytesWritten, errno) }
  }

  /// `bytes` as one gzip member in memory.
  public static func compress(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
    var deflater = Deflater(level: level)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 4 + 64)
    bytes.withUnsafeBytes { deflater.write($0) { result.append(contentsOf: $0) } }
    deflater.finishMember { result.append(contentsOf: $0) }
    return result
  }

  private func append(_ piece: UnsafeRawBufferPointer) throws {
    guard Files.writeAll(piece, to: descriptor, path) else { throw GzipFailure.unwritable(path, at: bytesWritten, errno) }
    bytesWritten += piece.count
  }
}
