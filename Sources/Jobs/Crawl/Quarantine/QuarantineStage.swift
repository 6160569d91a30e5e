import Drivers
import JobKit
import Kernel
import Lake
import Pipeline
import State

/// Stages, for every raw folder that a crawl changes, the folder of its rejected records: one file an object, of objects the crawl did not read
/// as it was.
struct QuarantineStage {
  let source: EventSource
  let lake: LakeLayout
  /// Absolute; the folders are made below it.
  let staging: String

  /// The published table of rejected records.
  static func table(_ source: TableName) -> TableName { TableName("quarantine.\(source.name)") }

  func publications(_ findings: CrawlFindings, state: StateStore) throws -> [Publication] {
    let byFolder = Dictionary(grouping: findings.objects) { EventSource.folder(of: $0.object.key, in: source.declaration) }
    var publications: [Publication] = []
    for (folder, objects) in byFolder.sorted(by: { $0.key < $1.key }) {
      if let publication = try stage(folder, objects, state) { publications.append(publication) }
    }
    return publications
  }

  /// Nil where nothing was and is rejected.
  private func stage(_ folder: String, _ objects: [ObjectFindings], _ state: StateStore) throws -> Publication? {
    let target = lake.quarantine(source.table, folder: folder)
    let live = lake.path(target)
    let prefix = "\(source.declaration.path)\(folder)/"
    let replaced = Set(objects.map { Self.fileName(of: $0.object.key) })
    let carried = try Files.list(live).filter { !replaced.contains($0.path) }
    let known = try state.read { try $0.objects(source.table, from: prefix, to: "\(prefix.dropLast())0") }
    let isKnown = known.contains { $0.rejected > 0 }
    guard isKnown || !carried.isEmpty || objects.contains(where: { !$0.rejects.isEmpty }) else { return nil }
    let staged = "\(staging)/quarantine/\(folder)"
    try Files.makeDirectory(staged)
    for entry in carried { try Files.link("\(live)/\(entry.path)", to: "\(staged)/\(entry.path)") }
    for object in objects where !object.rejects.isEmpty { try write(object, into: staged) }
    let fresh = Set(objects.map(\.object.key))
    let rows = known.filter { !fresh.contains($0.key) }.reduce(0) { $0 + $1.rejected } + objects.reduce(0) { $0 + $1.rejects.count }
    return Publication(table: Self.table(source.table), key: folder, target: target, staged: staged, rows: rows)
  }

  private static func fileName(of key: String) -> String {
    let name = Files.name(of: key)
    return (name.hasSuffix(".gz") ? String(name.dropLast(3)) : name) + ".rejected.jsonl.gz"
  }

  private func write(_ found: ObjectFindings, into folder: String) throws {
    var file = RawObjectReader()
    let (sha256, content) = try file.load(lake.path(found.object.key))
    guard sha256 == found.sha256 else {
      throw Failure(
        6107, "\(found.object.key) changed while it was being read", hint: "run again when its writer has finished", retry: .backoff)
    }
    let writer = try GzipWriter(path: "\(folder)/\(Self.fileName(of: found.object.key))")
    if case .unreadable = content {
      for reject in found.rejects { try writer.write(QuarantineLine.bytes(reject, record: nil)) }
    } else {
      let wanted = Dictionary(found.rejects.map { ($0.ordinal, $0) }) { first, _ in first }
      let reader = EventReader(source)
      var stream = JSONStream()
      try file.withBytes { bytes in
        try stream.read(bytes, isRecord: reader.isRecord) { frame, _ in
          guard let reject = wanted[frame.ordinal] else { return }
          try writer.write(QuarantineLine.bytes(reject, record: UnsafeBufferPointer(rebasing: bytes[frame.offset..<frame.end])))
        }
      }
    }
    try writer.finish()
  }
}
