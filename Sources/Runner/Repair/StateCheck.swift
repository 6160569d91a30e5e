import Catalog
import Drivers
import FoundationEssentials
import Kernel
public import Lake
public import State

/// Compares the state file with itself, with the lake and with the lake's manifests; reads only.
public struct StateCheck: Sendable {
  private let lake: LakeLayout
  private let state: StateStore
  private let isAtWork: Bool
  private let readsBytes: Bool

  /// - Parameters:
  ///   - isAtWork: a run holds the lock: what it has open is no finding.
  ///   - readsBytes: compares the SHA-256 of every published file and every object; otherwise names, sizes and objects' times.
  public init(lake: LakeLayout, state: StateStore, isAtWork: Bool, readsBytes: Bool) {
    self.lake = lake
    self.state = state
    self.isAtWork = isAtWork
    self.readsBytes = readsBytes
  }

  /// Everything that does not agree, the file itself first.
  public func run() throws -> [StateFinding] {
    let inside = try file()
    // A file that is broken in itself says nothing about the lake.
    if !inside.isEmpty { return inside }
    return try leftovers() + partitions() + objects() + manifests() + audit()
  }

  private static let repair = "`nightshift state rebuild`, or copy a backup back"

  private func file() throws -> [StateFinding] {
    let path = StateStore.path(in: state.directory)
    return try state.read { reader in
      let damage = try reader.integrity().map { StateFinding("the state file is damaged: \($0)", path, wayOut: Self.repair) }
      if !damage.isEmpty { return damage }
      let misshapen = try reader.misshapen().map {
        StateFinding("\($0.column) holds what nightshift never writes, in rows: \($0.rows)", path, wayOut: Self.repair)
      }
      // What cannot be read as what it is cannot be asked anything else.
      if !misshapen.isEmpty { return misshapen }
      return try reader.brokenCells().map { StateFinding("cell that does not fit its seal: \($0.problem)", $0.cell, wayOut: Self.repair) }
        + reader.dangling().map { StateFinding("\($0.count) \($0.thing)", path, wayOut: Self.repair) } + schemas(reader)
    }
  }

  private func schemas(_ reader: StateReader) throws -> [StateFinding] {
    try reader.tablesWithSchemas().flatMap(reader.schemas).filter {
      (try? EventSchema(json: $0.events)) == nil || (try? SortedJSON.decode($0.diff, as: [SchemaChange].self)) == nil
    }.map { StateFinding("schema whose documents cannot be read", "\($0.table), version \($0.version)", wayOut: Self.repair) }
  }

  private func leftovers() throws -> [StateFinding] {
    guard !isAtWork else { return [] }
    let path = StateStore.path(in: state.directory)
    var found = try state.read { reader in
      try reader.openIntents().map {
        StateFinding(
          "intent that a dead process left open", "\($0.cell), \($0.phase.rawValue)", wayOut: "`nightshift run` finishes it first")
      }
        + reader.leftRunning().map {
          StateFinding("\($0) is running, but no process is", path, wayOut: "`nightshift run` marks it interrupted")
        }
    }
    for name in try Files.children(lake.staging).map(\.name) {
      found.append(StateFinding("staging folder of a dead process", "\(lake.staging)/\(name)", wayOut: "`nightshift run` removes it"))
    }
    return found
  }

  private func partitions() throws -> [StateFinding] {
    var found: [StateFinding] = []
    var owned: Set<String> = []
    let records = try state.read { reader in try reader.publishedTables().flatMap { try reader.partitions($0) } }
    for record in records {
      let folder = record.path.hasPrefix("/") ? record.path : lake.path(record.path)
      let again = "`nightshift restate` the job that writes \(record.table), then run"
      guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(record.manifest.utf8)) else {
        found.append(StateFinding("partition whose manifest cannot be read", folder, wayOut: again))
        continue
      }
      owned.formUnion(manifest.files.map { "\(record.path)/\($0.path)" })
      if !Files.isDirectory(folder) {
        found.append(StateFinding("partition without its folder", folder, wayOut: again))
      } else if try !(readsBytes ? manifest.matches(folder: folder) : manifest.hasSizes(of: folder)) {
        found.append(StateFinding("partition with other files than its manifest", folder, wayOut: again))
      }
    }
    for zone in ["curated", "operational", "quarantine"] {
      for entry in try Files.list(lake.path(zone)) where !owned.contains("\(zone)/\(entry.path)") {
        let path = lake.path("\(zone)/\(entry.path)")
        guard !records.contains(where: { "\(zone)/\(entry.path)".hasPrefix("\($0.path)/") }) else { continue }
        found.append(StateFinding("file that no partition owns", path, wayOut: "move it away: nightshift did not publish it"))
      }
    }
    return found
  }

  private func objects() throws -> [StateFinding] {
    var found: [StateFinding] = []
    for table in try state.read({ try $0.crawledTables() }) {
      for object in try state.read({ try $0.objects(table) }) {
        let path = lake.path(object.location)
        guard let entry = Files.entry(path) else {
          found.append(
            StateFinding(
              "object that is not where the catalog says", path,
              wayOut: "put it back, or `nightshift state rebuild --force`, which looks for it"))
          continue
        }
        if entry.bytes != object.bytes || entry.modified != object.modified {
          found.append(
            StateFinding("object with another size or time than the crawl saw", path, wayOut: "the next crawl reads it again"))
        } else if readsBytes, try SHA256.of(file: path) != object.sha256 {
          found.append(
            StateFinding(
              "object with other bytes than the crawl read", path, wayOut: "restore it: size and time are as they were, so no crawl looks"))
        }
      }
    }
    for record in try state.read({ try $0.trash() }) where !Files.exists(lake.path(record.location)) {
      found.append(
        StateFinding("object that is not in the trash any more", lake.path(record.location), wayOut: "restore it from a backup of the lake")
      )
    }
    return found
  }

  private func manifests() throws -> [StateFinding] {
    let write = "`nightshift state manifests --all` writes it"
    let (dates, due) = try state.read { (try $0.manifestDates(), Set(try $0.manifestsDue())) }
    var found = due.sorted().filter { _ in !isAtWork }.map {
      StateFinding(
        "manifest that is due", "\(lake.manifests)/\($0).json", wayOut: "the next run writes it, or `nightshift state manifests`")
    }
    try state.read { reader in
      try reader.manifests(dates.filter { !due.contains($0) }, lake: lake.root) { expected in
        let path = "\(lake.manifests)/\(expected.date).json"
        guard Files.exists(path) else {
          found.append(StateFinding("manifest that is missing", path, wayOut: write))
          return
        }
        if try Files.read(path) != expected.encoded() {
          found.append(StateFinding("manifest that says something else than the state", path, wayOut: write))
        }
      }
    }
    for date in try ManifestWriter.files(lake) where !dates.contains(date) && !due.contains(date) {
      found.append(StateFinding("manifest of a date that the state knows nothing of", "\(lake.manifests)/\(date).json", wayOut: write))
    }
    return found
  }

  private func audit() throws -> [StateFinding] {
    var found: [StateFinding] = []
    let path = ManifestWriter.auditPath(lake)
    let (bad, records) = try state.read { (try $0.verifyAudit(expecting: try state.anchoredAuditHead()), try $0.auditEntries()) }
    if let bad {
      found.append(
        StateFinding(
          "audit log that is broken at entry \(bad)", StateStore.path(in: state.directory), wayOut: "compare it with \(path) and a backup"))
    }
    if !isAtWork, !records.isEmpty || Files.exists(path), (try? AuditFile.read(path)) != records {
      found.append(
        StateFinding(
          "audit log in the lake that differs from the state's", path,
          wayOut: "find out who changed it; then `nightshift state manifests --all`"))
    }
    return found
  }
}
