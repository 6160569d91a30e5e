import Drivers
import FoundationEssentials
import JobKit
import Kernel
import Lake
import State

/// Makes an outcome true: staged folders durable → intent → live → one transaction with the catalog, the counts, the audit entries and the
/// job's success → manifests and audit log beside the data → moves, erasures and old folders. A crash before the transaction is taken back by the next start, one after it is finished.
struct Committer: Sendable {
  let lake: LakeLayout
  let state: StateStore

  /// - Parameter complete: records the success itself, inside the transaction.
  /// - Throws: what prevented it, with the lake as it was; `CommitInDoubt` when that cannot be said.
  func commit(_ outcome: JobOutcome, cell: Cell, complete: @Sendable (StateWriter) throws -> Void) throws {
    var document = IntentDocument()
    document.moves = outcome.moves
    document.erasures = outcome.erasures
    var partitions: [PartitionRecord] = []
    for publication in outcome.publications {
      guard let (exchange, partition) = try prepare(publication) else { continue }
      document.exchanges.append(exchange)
      partitions.append(partition)
    }
    let change = LakeChange(lake: lake)
    let intent = document.isEmpty ? nil : try state.write { [document] in try $0.prepareIntent(cell, document: try document.json()) }
    guard let intent else { return try catalogue(outcome, partitions, cell, complete) }
    do {
      try Failpoint.commitIntended.hit(lake.root)
      try change.publish(document)
      try Failpoint.commitPublished.hit(lake.root)
    } catch {
      try certain {
        try change.takeBack(document)
        try state.write { try $0.closeIntent(intent) }
      }
      throw error
    }
    try certain {
      try catalogue(outcome, partitions, cell) { writer in
        try complete(writer)
        try writer.commitIntent(intent)
      }
      try Failpoint.commitCatalogued.hit(lake.root)
      if document.movesBytes { try ManifestWriter(lake: lake, state: state).writeAhead() }
      try change.settle(document)
      try Failpoint.commitSettled.hit(lake.root)
      try state.write { try $0.closeIntent(intent) }
      try Failpoint.commitClosed.hit(lake.root)
    }
  }

  private func certain(_ work: () throws -> Void) throws(CommitInDoubt) {
    do { try work() } catch { throw CommitInDoubt(error) }
  }

  /// The one transaction.
  private func catalogue(
    _ outcome: JobOutcome, _ partitions: [PartitionRecord], _ cell: Cell, _ complete: @Sendable (StateWriter) throws -> Void
  ) throws {
    try state.write { writer in
      for partition in partitions { try writer.setPartition(partition) }
      for move in outcome.moves { try writer.apply(move, on: cell.date) }
      try writer.setEdgeCounts(cell, outcome.edges)
      for change in outcome.changes { try change(writer) }
      try writer.appendAudit(outcome.audit)
      try complete(writer)
    }
  }

  /// Nil when the live folder already holds exactly this.
  private func prepare(_ publication: Publication) throws -> (IntentDocument.Exchange, PartitionRecord)? {
    let manifest = try Manifest(folder: publication.staged, rows: publication.rows)
    let target = publication.target.hasPrefix("/") ? publication.target : lake.path(publication.target)
    let live = try state.read { try $0.partition(publication.table, key: publication.key) }
    if let live, live.fingerprint == manifest.fingerprint, live.path == publication.target, try manifest.matches(folder: target) {
      return nil
    }
    var staged = publication.staged
    if publication.target.hasPrefix("/") {
      // A report may live on another file system than the lake: the exchange needs it on its own.
      staged = "\(Files.directory(of: target))/.\(Files.name(of: target)).staged"
      try Files.remove(staged)
      try Files.makeDirectory(staged)
      for file in manifest.files {
        try Files.makeDirectory(Files.directory(of: "\(staged)/\(file.path)"))
        try Files.link("\(publication.staged)/\(file.path)", to: "\(staged)/\(file.path)")
      }
    }
    try Files.syncTree(staged)
    try Files.syncChain(from: staged, upTo: lake.root)
    let partition = PartitionRecord(
      table: publication.table, key: publication.key, path: publication.target, rows: manifest.rows, bytes: manifest.bytes,
      manifest: try SortedJSON.encode(manifest), fingerprint: manifest.fingerprint)
    return (IntentDocument.Exchange(target: target, staged: staged, manifest: manifest), partition)
  }
}
