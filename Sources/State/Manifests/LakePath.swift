/// Paths of partitions as manifests have them: relative to the lake's root, so that a lake may be moved together with what stands beside it.
enum LakePath {
  /// `/srv/reports/q` seen from `/srv/lake` is `../reports/q`; what is relative already stays.
  static func relative(_ path: String, to root: String) -> String {
    guard path.hasPrefix("/") else { return path }
    let (target, base) = (parts(path), parts(root))
    let shared = zip(target, base).prefix { $0 == $1 }.count
    return (base.dropFirst(shared).map { _ in ".." } + target.dropFirst(shared)).joined(separator: "/")
  }

  /// What `relative` came from: absolute when it leads out of the root.
  static func resolved(_ path: String, in root: String) -> String {
    guard path.hasPrefix("../") || path == ".." else { return path }
    var parts = parts(root)
    for part in path.split(separator: "/").map(String.init) {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  private static func parts(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }
}
