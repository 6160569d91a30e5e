import Glibc
public import Kernel

extension Files {
  /// Makes the folder and those above it for work that nobody misses after a power cut: nothing waits for the disk.
  public static func makeScratchDirectory(_ path: String) throws(Failure) {
    guard Failpoint.folderMake.passes(path), mkdir(path, 0o750) == 0 || errno == EEXIST else {
      guard errno == ENOENT, directory(of: path) != path else { throw failure("make folder", path) }
      try makeScratchDirectory(directory(of: path))
      return try makeScratchDirectory(path)
    }
  }

  /// Puts the entries of the folders from `path` up to `root` on the disk, `path`'s own entry and `root` included.
  public static func syncChain(from path: String, upTo root: String) throws(Failure) {
    var current = path
    while current.hasPrefix(root + "/") {
      current = directory(of: current)
      try syncDirectory(current)
    }
  }
}
