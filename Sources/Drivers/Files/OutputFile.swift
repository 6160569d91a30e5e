import Glibc
public import Kernel

/// A new file written in large pieces and not synced to the disk: for working files and for what can be made again from its input.
public final class OutputFile {
  private static let bufferSize = 1 << 20

  private let path: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  /// Creates `path`, or empties the file that is there.
  /// - Parameter isPrivate: nobody but its owner may read it; otherwise everybody may, as far as the umask lets them.
  public init(path: String, isPrivate: Bool = false) throws(Failure) {
    self.path = path
    descriptor = try Files.openNew(path, mode: isPrivate ? 0o600 : 0o644)
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
    guard buffer.withUnsafeBytes({ Files.writeAll($0, to: descriptor, path) }) else { throw Files.failure("write", path) }
    buffer.removeAll(keepingCapacity: true)
  }
}
