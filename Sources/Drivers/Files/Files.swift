import CLinux
import Glibc
public import Kernel

/// File operations that either happened and are on the disk, or throw a `Failure` that names the path.
///
/// Paths are absolute. Nothing here follows a symbolic link out of a folder on purpose; listings skip links.
public enum Files {
  /// What a listing tells of one entry.
  public struct Entry: Hashable, Sendable {
    /// Relative to the folder that was listed, `/` between its parts.
    public let path: String
    public let bytes: Int
    public let modified: Instant
  }

  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  public static func isDirectory(_ path: String) -> Bool { status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }

  /// A pipe, a socket or a device: reading it may never end.
  public static func isSpecial(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && ![S_IFREG, S_IFDIR].contains(info.st_mode & S_IFMT)
  }

  /// Size and modification time of a regular file; nil when there is none.
  public static func entry(_ path: String) -> Entry? {
    guard let info = status(path), info.st_mode & S_IFMT == S_IFREG else { return nil }
    return Entry(path: path, bytes: info.st_size, modified: instant(info))
  }

  /// Makes the folder and those above it; their entries are on the disk afterwards.
  public static func makeDirectory(_ path: String) throws(Failure) {
    if isDirectory(path) { return }
    let parent = directory(of: path)
    if parent != path { try makeDirectory(parent) }
    guard Failpoint.folderMake.passes(path), mkdir(path, 0o750) == 0 || errno == EEXIST else { throw failure("make folder", path) }
    try syncDirectory(parent)
  }

  /// Every regular file below `root`, sorted by path in byte order; a missing root is empty. Links, sockets and pipes are left out.
  public static func list(_ root: String) throws(Failure) -> [Entry] {
    var found: [Entry] = []
    try walk(root, prefix: "", into: &found)
    return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Names of the folders directly below `root`, sorted.
  public static func subdirectories(_ root: String) throws(Failure) -> [String] {
    try names(root).filter { name in status("\(root)/\(name)").map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }.sorted()
  }

  public static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("read", path) }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw failure("read", path) }
    var bytes = [UInt8](repeating: 0, count: max(0, info.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled) }
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure("read", path)
      }
      filled += count
    }
    return filled == bytes.count ? bytes : Array(bytes[..<filled])
  }

  public static func readText(_ path: String) throws(Failure) -> String { String(decoding: try read(path), as: UTF8.self) }

  /// Replaces the file whole: a reader sees the old bytes or the new ones, also after a power cut.
  public static func write(_ bytes: some Collection<UInt8>, to path: String) throws(Failure) {
    let temporary = "\(path).new"
    try create(temporary, bytes)
    try rename(temporary, to: path)
  }

  /// A new file with these bytes, on the disk when it returns; truncates one that is there.
  public static func create(_ path: String, _ bytes: some Collection<UInt8>) throws(Failure) {
    let descriptor = try openNew(path, mode: 0o640)
    defer { close(descriptor) }
    let content = Array(bytes)
    guard content.withUnsafeBytes({ writeAll($0, to: descriptor, path) }) else { throw failure("write", path) }
    guard Failpoint.fileSync.passes(path), fsync(descriptor) == 0 else { throw failure("sync", path) }
  }

  /// Renames within a file system and puts both folders on the disk.
  public static func rename(_ source: String, to target: String) throws(Failure) {
    guard Failpoint.fileRename.passes(target), Glibc.rename(source, target) == 0 else { throw failure("rename to \(target)", source) }
    try syncDirectory(directory(of: target))
    if directory(of: source) != directory(of: target) { try syncDirectory(directory(of: source)) }
  }

  /// Swaps two entries of one file system in one step (`renameat2` with `RENAME_EXCHANGE`): no reader sees neither.
  public static func exchange(_ a: String, _ b: String) throws(Failure) {
    guard Failpoint.fileExchange.passes(b), linux_exchange(a, b) == 0 else { throw failure("exchange with \(b)", a) }
    try syncDirectory(directory(of: a))
    try syncDirectory(directory(of: b))
  }

  /// A second name for the same bytes and times; across file systems, a copy.
  public static func link(_ source: String, to target: String) throws(Failure) {
    if Failpoint.fileLink.passes(target), Glibc.link(source, target) == 0 { return }
    guard errno == EXDEV || errno == EPERM || errno == EMLINK else { throw failure("link to \(target)", source) }
    try create(target, try read(source))
  }

  /// Removes a file or a whole folder; what is not there is already removed.
  public static func remove(_ path: String) throws(Failure) {
    guard let info = status(path) else { return }
    if info.st_mode & S_IFMT == S_IFDIR {
      for name in try names(path) { try remove("\(path)/\(name)") }
      guard Failpoint.folderRemove.passes(path), rmdir(path) == 0 || errno == ENOENT else { throw failure("remove", path) }
    } else {
      guard Failpoint.fileRemove.passes(path), unlink(path) == 0 || errno == ENOENT else { throw failure("remove", path) }
    }
  }

  /// Removes `path` and then every folder above it that is empty, up to and without `root`; some of them may be gone already.
  public static func removeEmptyDirectories(from path: String, upTo root: String) {
    var current = path
    while current.hasPrefix(root + "/"), Failpoint.folderRemove.passes(current), rmdir(current) == 0 || errno == ENOENT {
      current = directory(of: current)
    }
  }

  /// Puts every file and folder below `root`, and `root` itself, on the disk.
  public static func syncTree(_ root: String) throws(Failure) {
    for name in try names(root) {
      let path = "\(root)/\(name)"
      if isDirectory(path) { try syncTree(path) } else { try sync(path, O_RDONLY) }
    }
    try syncDirectory(root)
  }

  public static func syncFile(_ path: String) throws(Failure) { try sync(path, O_RDONLY) }

  public static func syncDirectory(_ path: String) throws(Failure) { try sync(path, O_RDONLY | O_DIRECTORY) }

  /// The folder that holds `path`.
  public static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of `path`.
  public static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The failure that `errno` stands for now.
  static func failure(_ verb: String, _ path: String) -> Failure {
    let number = errno
    return Failure(
      3001, "cannot \(verb) \(path): \(String(cString: strerror(number)))",
      hint: number == ENOSPC ? "free some space and run again" : nil, retry: number == EIO || number == ENOSPC ? .backoff : .never)
  }

  private static func sync(_ path: String, _ flags: Int32) throws(Failure) {
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", path) }
    defer { close(descriptor) }
    let point: Failpoint = flags & O_DIRECTORY != 0 ? .folderSync : .fileSync
    guard point.passes(path), fsync(descriptor) == 0 else { throw failure("sync", path) }
  }

  private static func status(_ path: String) -> stat? {
    var info = stat()
    return lstat(path, &info) == 0 ? info : nil
  }

  private static func instant(_ info: stat) -> Instant {
    Instant(microseconds: info.st_mtim.tv_sec * 1_000_000 + info.st_mtim.tv_nsec / 1000)
  }

  private static func names(_ path: String) throws(Failure) -> [String] {
    guard let folder = opendir(path) else {
      if errno == ENOENT { return [] }
      throw failure("list", path)
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static func walk(_ root: String, prefix: String, into found: inout [Entry]) throws(Failure) {
    for name in try names(root) {
      guard let info = status("\(root)/\(name)") else { continue }
      switch info.st_mode & S_IFMT {
      case S_IFDIR: try walk("\(root)/\(name)", prefix: "\(prefix)\(name)/", into: &found)
      case S_IFREG: found.append(Entry(path: prefix + name, bytes: info.st_size, modified: instant(info)))
      default: continue
      }
    }
  }
}
