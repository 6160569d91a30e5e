import Glibc

/// Which file a path leads to at this moment, links followed: enough to notice that it was replaced.
public struct FileStatus: Hashable, Sendable {
  public let device: UInt64
  public let inode: UInt64
  public let bytes: Int
  /// The permission bits, such as `0o640`.
  public let permissions: UInt32

  /// Nil when there is no regular file.
  public init?(_ path: String) {
    var info = stat()
    guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return nil }
    device = UInt64(info.st_dev)
    inode = UInt64(info.st_ino)
    bytes = info.st_size
    permissions = info.st_mode & 0o7777
  }

  /// True when both are one file, whatever has been written into it in between.
  public func isSameFile(as other: Self) -> Bool { device == other.device && inode == other.inode }
}
