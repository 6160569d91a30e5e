import Kernel
import Pipeline
import State

/// Whether what an object holds is already in a curated table, so that the object may go.
struct CompactionEvidence {
  private struct Compaction {
    let job: JobName
    let target: TableName?
  }

  private let compactions: [TableName: [Compaction]]
  private let reader: StateReader

  init(document: PipelineDocument, reader: StateReader) {
    self.reader = reader
    var compactions: [TableName: [Compaction]] = [:]
    for job in document.jobs where job.kind == "compact" && job.enabled {
      for source in Self.names("reads", of: job) {
        compactions[source, default: []].append(Compaction(job: job.name, target: Self.names("writes", of: job).first))
      }
    }
    self.compactions = compactions
  }

  /// True when every compaction of the table has succeeded for the date and its partition is live. A table that nothing compacts has nothing to wait for.
  func isCompacted(_ table: TableName, _ date: LogicalDate) throws -> Bool {
    for compaction in compactions[table] ?? [] {
      guard try reader.cell(Cell(job: compaction.job, date: date))?.state == .succeeded else { return false }
      if let target = compaction.target, try reader.partition(target, key: date.description) == nil { return false }
    }
    return true
  }

  private static func names(_ key: String, of job: JobDeclaration) -> [TableName] {
    guard let value = job.body.pairs?.first(where: { $0.key == key })?.value else { return [] }
    switch value.content {
    case .scalar(let text, _): return [TableName(text)]
    case .sequence(let items): return items.compactMap { if case .scalar(let text, _) = $0.content { TableName(text) } else { nil } }
    case .mapping: return []
    }
  }
}
