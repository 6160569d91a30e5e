import Drivers
import FoundationEssentials
import JobKit
import Kernel
import Lake
import State

/// Compares a restored catalog with what is really in the lake, and corrects the catalog: the last changes before the state was lost may not
/// have reached their manifests. The lake is only read.
struct LakeReconciliation {
  let pipeline: LoadedPipeline
  let state: StateStore

  private var lake: LakeLayout { pipeline.lake }

  struct Result {
    var objects = 0, partitions = 0
    var findings: [StateFinding] = []
  }

  func run() throws -> Result {
    var result = Result()
    try objects(&result)
    try partitions(&result)
    try trash(&result)
    try strays(&result)
    return result
  }

  // An object that was moved is found at its new place; one in the trash goes there in the catalog too; one that is nowhere was purged.
  private func objects(_ result: inout Result) throws {
    let classes = try Files.subdirectories(lake.path(".storage"))
    let batches = try Files.subdirectories(lake.trash)
    for table in try state.read({ try $0.crawledTables() }) {
      for object in try state.read({ try $0.objects(table) }) {
        result.objects += 1
        if isThere(object, at: object.location) { continue }
        let places = [("STANDARD", object.key)] + classes.map { ($0, lake.location(of: object.key, storageClass: $0)) }
        if let (storageClass, place) = places.first(where: { isThere(object, at: $0.1) }) {
          try state.write { try $0.moveObject(table, key: object.key, to: place, storageClass: storageClass) }
          result.findings.append(
            StateFinding("object moved after its manifest was written", place, wayOut: "nothing: the catalog says so now"))
        } else if let batch = batches.first(where: { isThere(object, at: trashKey($0, object.key)) }) {
          let document = try state.read { try $0.trashDocument(object: object.key, of: table) }
          try record(batch, table, key: object.key, origin: object.location, bytes: object.bytes, modified: object.modified, document)
          result.findings.append(
            StateFinding(
              "object trashed after its manifest was written", object.key, wayOut: "`nightshift purge undo \(batch)` takes it back"))
        } else {
          try state.write { try $0.removeObject(table, key: object.key) }
          result.findings.append(
            StateFinding(
              "object that is nowhere in the lake", object.location,
              wayOut: "nothing if it was purged (see `nightshift audit show`); else restore it"))
        }
      }
    }
  }

  // A partition that is not as its manifest says was being replaced: its job runs again for that date.
  private func partitions(_ result: inout Result) throws {
    let batches = try Files.subdirectories(lake.trash)
    for table in try state.read({ try $0.publishedTables() }) {
      for partition in try state.read({ try $0.partitions(table) }) {
        result.partitions += 1
        let folder = partition.path.hasPrefix("/") ? partition.path : lake.path(partition.path)
        if let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(partition.manifest.utf8)), Files.isDirectory(folder),
          try manifest.matches(folder: folder)
        {
          continue
        }
        if !Files.isDirectory(folder), let batch = batches.first(where: { Files.isDirectory(lake.path(trashKey($0, partition.path))) }) {
          let files = try Files.list(lake.path(trashKey(batch, partition.path)))
          try record(
            batch, table, key: partition.path, origin: partition.path, bytes: files.reduce(0) { $0 + $1.bytes },
            modified: files.map(\.modified).max() ?? Instant(microseconds: 0), TrashDocument(partition: partition))
          result.findings.append(
            StateFinding(
              "partition trashed after its manifest was written", folder, wayOut: "`nightshift purge undo \(batch)` takes it back"))
          continue
        }
        if !Files.isDirectory(folder) { try state.write { try $0.removePartition(table, key: partition.key) } }
        let again = try runAgain(table, partition.key)
        result.findings.append(
          StateFinding(
            Files.isDirectory(folder) ? "partition with other files than its manifest" : "partition without its folder", folder,
            wayOut: again.isEmpty
              ? "look at it: no job of the pipeline writes \(table)" : "`nightshift run` or `backfill` makes \(again) again"))
      }
    }
  }

  // What is not in the trash any more was taken out again, or went for good.
  private func trash(_ result: inout Result) throws {
    for record in try state.read({ try $0.trash() }) where !Files.exists(lake.path(record.location)) {
      let isBack = Files.exists(lake.path(record.origin))
      try state.write {
        if isBack { try $0.restoreTrash(batch: record.batch, key: record.key) } else { try $0.forgetTrash(record) }
      }
      result.findings.append(
        isBack
          ? StateFinding(
            "object that was taken out of the trash after its manifest was written", record.origin,
            wayOut: "nothing: the catalog says so now")
          : StateFinding(
            "object that is not in the trash any more", record.location,
            wayOut: "nothing if it was erased (see `nightshift audit show`); else restore it from a backup of the lake"))
    }
  }

  // What nobody knows of in the trash was to go for good, or its manifest is lost: known again, it can be taken out or be erased in time.
  private func strays(_ result: inout Result) throws {
    let known = try state.read { try $0.trash() }.map(\.location)
    let files = Set(known)
    for batch in try Files.subdirectories(lake.trash) {
      for entry in try Files.list("\(lake.trash)/\(batch)") {
        let location = trashKey(batch, entry.path)
        guard !files.contains(location), !known.contains(where: { location.hasPrefix("\($0)/") }) else { continue }
        try record(batch, nil, key: entry.path, origin: entry.path, bytes: entry.bytes, modified: entry.modified, TrashDocument())
        result.findings.append(
          StateFinding(
            "object in the trash that no manifest knows", location,
            wayOut: "nothing: the next purge erases it in time, `nightshift purge undo \(batch)` takes it back"))
      }
    }
  }

  /// Cells that must not count as up to date any more.
  private func runAgain(_ table: TableName, _ key: String) throws -> String {
    guard let date = LogicalDate(key) else { return "" }
    let writers = pipeline.ordered.filter { $0.job.writes.contains(table) || "reports.\($0.name)" == table.rawValue }
    let records = try state.read { reader in try writers.compactMap { try reader.cell(Cell(job: $0.name, date: date)) } }
    try state.write { writer in
      for record in records {
        try writer.setCell(
          CellRecord(cell: record.cell, state: .interrupted, settings: record.settings, inputs: record.inputs, counts: record.counts))
      }
    }
    return records.map(\.cell.description).joined(separator: ", ")
  }

  private func isThere(_ object: ObjectRecord, at key: String) -> Bool {
    Files.entry(lake.path(key)).map { $0.bytes == object.bytes && $0.modified == object.modified } ?? false
  }

  private func trashKey(_ batch: String, _ key: String) -> String { "\(lake.workKey)/trash/\(batch)/\(key)" }

  /// The rule is not known any more; the batch's name begins with the day of the decision.
  private func record(
    _ batch: String, _ table: TableName?, key: String, origin: String, bytes: Int, modified: Instant, _ document: TrashDocument
  ) throws {
    let known = try state.read { try $0.trash(batch: batch) }.first { $0.key == key }
    let record =
      try known
      ?? TrashRecord(
        batch: batch, table: table, key: key, origin: origin, location: trashKey(batch, key), bytes: bytes, modified: modified,
        rule: "", trashedOn: LogicalDate(String(batch.prefix(10))) ?? LogicalDate(containing: modified), document: try document.encoded())
    try state.write { try $0.recordTrash(record) }
  }
}
