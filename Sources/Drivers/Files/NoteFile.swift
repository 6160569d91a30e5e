import Glibc

/// A few bytes in a file of their own that are written over in place, again and again, and never synced: what they say outlives the process,
/// and after a power cut they may be older than they were. A note that cannot be taken is left out: whoever reads it must take it for a lower bound.
public final class NoteFile: Sendable {
  private let descriptor: Int32

  /// Nil when the file can be neither found nor made. A new one is for its owner and group alone.
  public init?(path: String) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Writes over the beginning of the file in one call, which a dying process does not leave half done.
  public func write(_ bytes: [UInt8]) { _ = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) } }
}
