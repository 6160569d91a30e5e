import Glibc
public import Kernel

extension Files {
  public enum EntryKind: Sendable { case file, directory, link, other }

  /// Everything directly in a folder, links, pipes and devices as what they are, sorted by name in byte order; a missing folder is empty.
  public static func children(_ folder: String) throws(Failure) -> [(name: String, kind: EntryKind)] {
    guard let handle = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw failure("list", folder)
    }
    defer { closedir(handle) }
    var found: [(name: String, kind: EntryKind)] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      var info = stat()
      let mode = lstat("\(folder)/\(name)", &info) == 0 ? info.st_mode & S_IFMT : 0
      found.append((name, mode == S_IFREG ? .file : mode == S_IFDIR ? .directory : mode == S_IFLNK ? .link : .other))
    }
    return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}
