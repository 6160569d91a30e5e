import Glibc

/// Inflates gzip files (RFC 1952) as the delivery stream and its tools write them: one member or several, one after the other.
///
/// Nothing but members is accepted: a cut file, a wrong checksum, bytes after the last member and a bomb are failures
/// (NS3401 to NS3406) that name the file and the byte. What came out before the fault has been handed over by then, and the
/// caller must not use it: a gzip file is good as a whole or not at all.
public enum GzipReader {
  private static let inputSize = 256 << 10

  /// Inflates the file at `path`, calling `body` with pieces of at most 256 KiB, each valid during the call only.
  /// What `body` throws ends the reading and is passed on.
  public static func read(path: String, limit: GzipLimit = .standard, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw GzipFailure.unreadable(path, at: 0, errno) }
    defer { close(descriptor) }
    let input = UnsafeMutableRawBufferPointer.allocate(byteCount: inputSize, alignment: 16)
    defer { input.deallocate() }
    var inflater = Inflater(name: path, limit: limit)
    var offset = 0
    while true {
      let count = Glibc.read(descriptor, input.baseAddress, input.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw GzipFailure.unreadable(path, at: offset, errno) }
      if count == 0 { break }
      offset += count
      try inflater.feed(UnsafeRawBufferPointer(rebasing: input[..<count]), body)
    }
    try inflater.finish()
  }

  /// Inflates bytes already in memory; `name` stands for them in failures.
  public static func read(
    bytes: UnsafeRawBufferPointer, name: String, limit: GzipLimit = .standard, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var inflater = Inflater(name: name, limit: limit)
    var start = 0
    while start < bytes.count {
      let end = min(start + inputSize, bytes.count)
      try inflater.feed(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), body)
      start = end
    }
    try inflater.finish()
  }

  /// The whole content of a file that is known to be small.
  public static func inflateAll(path: String, limit: GzipLimit = .standard) throws -> [UInt8] {
    var result: [UInt8] = []
    try read(path: path, limit: limit) { result.append(contentsOf: $0) }
    return result
  }

  /// The whole content of bytes already in memory.
  public static func inflateAll(_ bytes: [UInt8], name: String = "gzip data", limit: GzipLimit = .standard) throws -> [UInt8] {
    var result: [UInt8] = []
    try bytes.withUnsafeBytes { try read(bytes: $0, name: name, limit: limit) { result.append(contentsOf: $0) } }
    return result
  }
}
