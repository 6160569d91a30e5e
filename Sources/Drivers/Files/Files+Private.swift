import Glibc
public import Kernel

extension Files {
  /// A new, empty file for its owner and group alone, whatever the umask; one that is there keeps its bytes and gets the permissions.
  public static func createPrivate(_ path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw failure("create", path) }
    defer { close(descriptor) }
    guard fchmod(descriptor, 0o640) == 0 else { throw failure("set the permissions of", path) }
  }

  /// True when this process may make and remove entries of the folder.
  public static func isWritable(_ folder: String) -> Bool { access(folder, W_OK | X_OK) == 0 }

  /// The first bytes of a file, fewer where it is shorter.
  public static func head(_ path: String, _ count: Int) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("read", path) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    let found = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    guard found >= 0 else { throw failure("read", path) }
    return Array(bytes[..<found])
  }
}
