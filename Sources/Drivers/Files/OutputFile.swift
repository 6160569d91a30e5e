import Glibc
public import Kernel

/// A new file written in pieces and not synced to the disk: for what can be made again from its input.
public final class OutputFile {
  private static let bufferSize = 256 << 10

  private let path: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  /// Creates `path`, or empties the file that is there.
  public init(path: String) throws(Failure) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw Files.failure("create", path) }
  }

  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

  /// Makes the folder and those above it, not synced either.
  public static func makeFolder(_ path: String) throws(Failure) {
    if Files.isDirectory(path) { return }
    let parent = Files.directory(of: path)
    if parent != path { try makeFolder(parent) }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw Files.failure("make folder", path) }
  }

  public func write(_ bytes: some Collection<UInt8>) throws(Failure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Writes what is buffered, stamps the file with `modified` where given, and closes it.
  public func close(modified: Instant? = nil) throws(Failure) {
    try flush()
    if let modified {
      let seconds = modified.seconds
      let time = timespec(tv_sec: seconds, tv_nsec: (modified.microseconds - seconds * 1_000_000) * 1000)
      var times = [time, time]
      guard futimens(descriptor, &times) == 0 else { throw Files.failure("set the time of", path) }
    }
    let closing = descriptor
    descriptor = -1
    guard Glibc.close(closing) == 0 else { throw Files.failure("close", path) }
  }

  private func flush() throws(Failure) {
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written) }
      if count < 0 {
        if errno == EINTR { continue }
        throw Files.failure("write", path)
      }
      written += count
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
