import Kernel
import Pipeline
import State

/// Whether what an object holds is already in a curated table, so that the object may go.
///
/// For each date of the object, every compaction of its table must have succeeded and its partition must be live, and this object must have
/// been among what it read: either the compaction read exactly the objects that the inventory has for the date, or it started after the crawl
/// that read the object had ended. The second holds too when older objects of the date are already purged.
final class CompactionEvidence {
  private struct Compaction {
    let job: JobName
    let target: TableName?
  }

  /// What is known of one compaction on one date.
  private struct Verdict {
    /// It read what the inventory has now.
    let isCurrent: Bool
    /// Its last successful job run; nil when it has not succeeded or its partition is not live.
    let jobRun: Int?
  }

  private let state: StateStore
  private var compactions: [TableName: [Compaction]] = [:]
  private var crawls: [TableName: [JobName]] = [:]
  private var verdicts: [Cell: Verdict] = [:]
  private var crawled: [Cell: Int] = [:]

  init(document: PipelineDocument, state: StateStore) {
    self.state = state
    for job in document.jobs where job.enabled {
      for source in Self.names("reads", of: job) {
        if job.kind == Compact.kind {
          compactions[source, default: []].append(Compaction(job: job.name, target: Self.names("writes", of: job).first))
        }
        if job.kind == Crawl.kind { crawls[source, default: []].append(job.name) }
      }
    }
  }

  /// True when nothing of the object would be lost with it. A table that nothing compacts has nothing to wait for.
  func isCompacted(_ object: LakeObject) throws -> Bool {
    guard let table = object.table else { return false }
    for compaction in compactions[table] ?? [] {
      for date in object.dates {
        let verdict = try verdict(on: compaction, of: table, date)
        guard let jobRun = verdict.jobRun else { return false }
        if verdict.isCurrent { continue }
        guard let crawledOn = object.crawledOn, let crawl = try lastCrawl(of: table, on: crawledOn), crawl < jobRun else { return false }
      }
    }
    return true
  }

  private func verdict(on compaction: Compaction, of table: TableName, _ date: LogicalDate) throws -> Verdict {
    let cell = Cell(job: compaction.job, date: date)
    if let known = verdicts[cell] { return known }
    let version = try DateSelection(table, date, state: state).version
    let verdict = try state.read { reader in
      let isLive = try compaction.target.map { try reader.partition($0, key: date.description) != nil } ?? true
      guard let record = try reader.cell(cell), record.state == .succeeded, isLive else { return Verdict(isCurrent: false, jobRun: nil) }
      return Verdict(isCurrent: record.inputs[table.rawValue] == version, jobRun: try Self.lastSuccess(of: cell, reader))
    }
    verdicts[cell] = verdict
    return verdict
  }

  /// The newest job run of any crawl of the table on the date; nil when none succeeded.
  private func lastCrawl(of table: TableName, on date: LogicalDate) throws -> Int? {
    try (crawls[table] ?? []).compactMap { job -> Int? in
      let cell = Cell(job: job, date: date)
      if let known = crawled[cell] { return known }
      let last = try state.read { try Self.lastSuccess(of: cell, $0) }
      crawled[cell] = last
      return last
    }.max()
  }

  private static func lastSuccess(of cell: Cell, _ reader: StateReader) throws -> Int? {
    try reader.jobRuns(of: cell).last { $0.state == .succeeded }?.id
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
