import Drivers
import Kernel
import Lake
import Pipeline
import State

/// What lies in a source's folders, beside what the inventory knows.
struct SourceListing: Sendable {
  /// By key.
  let pending: [PendingObject]
  /// Arrival folders in scope with at least one object, listed or known from before it was moved.
  let foldersWithObjects: Set<String>

  /// Lists the folders in scope only, so that a long past costs nothing.
  init(_ scope: CrawlScope, lake: LakeLayout, state: StateStore) throws {
    let source = scope.source
    let bounds = scope.keys
    let known = try state.read { try $0.objects(source.table, from: bounds.from, to: bounds.to) }
    let byKey = Dictionary(known.map { ($0.key, $0) }) { first, _ in first }
    var pending: [PendingObject] = []
    var folders = Set(known.map { EventSource.folder(of: $0.key, in: source) })
    for folder in scope.folders {
      for entry in try Files.list(lake.path(source.path + folder)) where Self.isObject(entry.path) {
        let key = "\(source.path)\(folder)/\(entry.path)"
        guard let arrival = EventSource.arrival(of: key, in: source) else { continue }
        folders.insert(folder)
        if let record = byKey[key], record.bytes == entry.bytes, record.modified == entry.modified { continue }
        pending.append(PendingObject(key: key, bytes: entry.bytes, modified: entry.modified, arrival: arrival))
      }
    }
    self.pending = pending.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    foldersWithObjects = folders
  }

  /// Objects lie directly in their folder and end in `.gz`; names that begin with `_` or `.` are the working files of other programs.
  static func isObject(_ name: String) -> Bool {
    name.hasSuffix(".gz") && !name.hasPrefix("_") && !name.hasPrefix(".") && !name.contains("/") && !name.contains("\u{FFFD}")
  }
}
