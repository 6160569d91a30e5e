import Glibc

extension Files {
  public static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 && !isDirectory(path) }

  /// The first executable called `name` in a `PATH`-like list of folders.
  public static func findExecutable(_ name: String, path: String) -> String? {
    path.split(separator: ":").map { "\($0)/\(name)" }.first(where: isExecutable)
  }
}
