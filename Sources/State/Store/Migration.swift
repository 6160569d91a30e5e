import Drivers
import GRDB
import Kernel

/// The file's versions. A released version is never edited; a change is a new one behind it.
enum Migration {
  /// One script a version, oldest first; `PRAGMA user_version` is how many have run.
  private static let scripts = [Version1.sql]

  static func check(_ database: Database, path: String) throws {
    let version = try userVersion(database)
    guard version <= scripts.count else {
      throw Failure(
        5011, "the state file \(path) has version \(version); this nightshift knows up to \(scripts.count)",
        hint: "run the newer nightshift that wrote it")
    }
  }

  static func backUpIfOld(_ database: Database, path: String) throws {
    let version = try userVersion(database)
    guard version > 0, version < scripts.count else { return }
    let copy = "\(path).v\(version)"
    try Files.remove(copy)
    try database.execute(sql: "VACUUM INTO ?", arguments: [copy])
  }

  static func migrate(_ database: Database) throws {
    for (index, script) in scripts.enumerated() where try userVersion(database) == index {
      try database.execute(sql: script)
      try database.execute(sql: "PRAGMA user_version = \(index + 1)")
    }
  }

  private static func userVersion(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
  }
}
