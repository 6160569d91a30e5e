import Drivers
import GRDB
import Kernel

/// The file's versions. A released version is never edited; a change is a new one behind it, and made in `Schema` too.
enum Migration {
  /// One step a version, oldest first; `PRAGMA user_version` is how many have run.
  private static let steps: [@Sendable (Database) throws -> Void] = [
    { try $0.execute(sql: Version1.sql) },
    Version2.migrate,
    { try $0.execute(sql: Version3.sql) },
    Version4.migrate,
  ]

  /// The version that this program writes.
  static var current: Int { steps.count }

  static func check(_ database: Database, path: String) throws {
    let version = try userVersion(database)
    guard version <= steps.count else {
      throw Failure(
        5011, "the state file \(path) has version \(version); this nightshift knows up to \(steps.count)",
        hint: "run the newer nightshift that wrote it")
    }
  }

  static func backUpIfOld(_ database: Database, path: String) throws {
    let version = try userVersion(database)
    guard version > 0, version < steps.count else { return }
    let copy = "\(path).v\(version)"
    try Files.remove(copy)
    try database.execute(sql: "VACUUM INTO ?", arguments: [copy])
  }

  /// Makes an empty file, or brings one forward; everything in the caller's one transaction.
  static func migrate(_ database: Database) throws {
    if try userVersion(database) == 0, try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0 {
      try Schema.create(database)
      try database.execute(sql: "PRAGMA user_version = \(current)")
    } else {
      try migrateStepwise(database)
    }
  }

  /// One version after the other.
  static func migrateStepwise(_ database: Database) throws {
    for (index, step) in steps.enumerated() where try userVersion(database) == index {
      try step(database)
      try database.execute(sql: "PRAGMA user_version = \(index + 1)")
    }
  }

  static func userVersion(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
  }
}
