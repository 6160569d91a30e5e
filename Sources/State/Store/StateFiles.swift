import Drivers

/// What lies in a state folder, by name.
struct StateFiles: Sendable {
  let directory: String

  var database: String { "\(directory)/nightshift.sqlite" }
  /// SQLite's own: commits that are not in the database yet.
  var wal: String { "\(database)-wal" }
  var sharedMemory: String { "\(database)-shm" }
  var journal: String { "\(database)-journal" }
  var seal: String { "\(database).seal" }
  /// How many transactions were committed, for a file that has lost some.
  var tally: String { "\(database).commits" }
  var anchor: String { "\(directory)/audit.head" }
  var backups: String { "\(directory)/backups" }

  /// True when commits wait beside the database: it does not say everything by itself.
  var hasPendingCommits: Bool { [wal, journal].contains { (FileStatus($0)?.bytes ?? 0) > 0 } }

  /// Why the folder cannot be a new one; nil when nothing speaks against it.
  /// - Parameter lake: the lake's folder of manifests, where the lake is known.
  func evidenceOfUse(lake: String?) -> String? {
    for path in [anchor, seal, wal] where Files.exists(path) { return path }
    if let backup = newestBackup { return backup }
    for folder in ["\(directory)/logs"] + (lake.map { [$0] } ?? []) where Files.isDirectory(folder) { return folder }
    let copies = (try? Files.children(directory)) ?? []
    return copies.first { $0.name.hasPrefix("nightshift.sqlite.") }.map { "\(directory)/\($0.name)" }
  }

  /// Automatic backups, oldest first: by when they were made, for a replayed run (`--as-of`) names its own after another moment.
  var automaticBackups: [String] {
    let found = (try? Files.list(backups)) ?? []
    return found.filter { $0.path.hasPrefix("nightshift-") && $0.path.hasSuffix(".sqlite") }
      .sorted { ($0.modified, $0.path) < ($1.modified, $1.path) }.map { "\(backups)/\($0.path)" }
  }

  var newestBackup: String? { automaticBackups.last }

  /// What a person can do about a file that is missing or damaged.
  var wayOut: String {
    let rebuild = "`nightshift state rebuild` makes it anew from what the lake knows"
    guard let newestBackup else { return rebuild }
    let clean = Files.exists(wal) ? "rm -f \(wal) \(sharedMemory) && " : ""
    return rebuild + "; the newest backup comes back with `\(clean)cp \(newestBackup) \(database)`"
  }
}
