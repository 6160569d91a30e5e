import Glibc
public import Kernel

/// A file that grows by whole lines, each written at once, so that a reader beside it sees them as they come. Logs are not synced.
public final class AppendedFile: Sendable {
  private let descriptor: Int32

  /// Makes the file, readable by its owner and group, or goes on with one that is there.
  public init(_ path: String) throws(Failure) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o640)
    guard descriptor >= 0 else { throw Files.failure("create", path) }
  }

  deinit { close(descriptor) }

  /// A log that cannot be written must not fail the work that it is about.
  public func append(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { Descriptor.writeAll($0, to: descriptor) }
  }
}
