import Catalog
import JobKit
import Kernel
import Lake
import State

extension Crawl {
  /// Everything for which a crawl refuses what it found.
  /// - Throws: `NS6101` to `NS6104`; nothing is recorded then.
  func check(_ findings: CrawlFindings, _ context: InputContext) throws {
    let edges = try edges(findings, context)
    let total = edges.first { $0.edge == .in }?.rows ?? 0
    let rejected = edges.reduce(0) { $1.edge == .quarantined ? $0 + $1.rows : $0 }
    if Double(rejected) > rejectedAtMost * Double(total) {
      let reasons = edges.filter { $0.edge == .quarantined }.map { "\($0.rows) \($0.reason)" }.joined(separator: ", ")
      throw Failure(
        6101, "\(rejected) of \(total) records of \(table) would be rejected, more than \(Self.percent(rejectedAtMost)): \(reasons)",
        hint: "look at the newest objects; if they are to be taken as they are, raise `quarantine: at_most` and run again")
    }
    if onTypeChange == .fail, let change = findings.typeChanges.first {
      throw Failure(
        6103, "'\(change.path)' of \(change.event) was a value of class \(change.from.rawValue) and is now mostly \(change.to.rawValue)",
        hint: "correct the producer, or set `on_type_change: widen` to keep both as text")
    }
    if onNewField == .fail {
      let added = try diff(findings, context).changes.filter { $0.change == .added }
      if let first = added.first {
        throw Failure(
          6102,
          "\(added.count == 1 ? "a new field" : "\(added.count) new fields") in \(table): '\(first.path)' of \(first.events.joined(separator: ", "))",
          hint: "set `on_new_field: add` once the field is known to be right")
      }
    }
    let missing = try missingFolders(context)
    if onMissingPartition == .fail, let first = missing.first {
      throw Failure(
        6104,
        "\(missing.count == 1 ? "one folder" : "\(missing.count) folders") of \(table) for \(context.cell.date) \(missing.count == 1 ? "has" : "have") no object, first \(first)",
        hint: "see whether the delivery stream works; `on_missing_partition: warn` goes on without")
    }
  }

  func diff(_ findings: CrawlFindings, _ context: InputContext) throws -> SchemaDiff {
    let stored = try context.state.read { try $0.schema(table) }
    return SchemaDiff(stored: try stored.map { try EventSchema(json: $0.events) } ?? EventSchema(), seen: findings.seen)
  }

  /// The date's own arrival folders in which no object lies or ever lay.
  func missingFolders(_ context: InputContext) throws -> [String] {
    let ofDate = CrawlScope(
      source: try declared(), date: context.cell.date, lookback: Span(microseconds: 0), due: context.cell.date.interval.end)
    let listing = try listing(context)
    return ofDate.folders.filter { !listing.foldersWithObjects.contains($0) }
  }

  /// Where the records of every object went that this date's crawls read, now or before: the truth of the cell, not of one attempt.
  func edges(_ findings: CrawlFindings, _ context: InputContext) throws -> [EdgeCount] {
    let fresh = Set(findings.objects.map(\.object.key))
    var accepted = findings.objects.reduce(0) { $0 + $1.accepted }
    var reasons: [String: Int] = [:]
    for reject in findings.objects.flatMap(\.rejects) { reasons[reject.reason, default: 0] += 1 }
    try context.state.read { reader in
      for object in try reader.objects(table, crawledOn: context.cell.date) where !fresh.contains(object.key) {
        accepted += object.rows
        guard object.rejected > 0 else { continue }
        for reject in try reader.rejects(table, key: object.key) { reasons[reject.reason, default: 0] += 1 }
      }
    }
    let rejected = reasons.sorted { $0.key < $1.key }.map { EdgeCount(table: table, edge: .quarantined, reason: $0.key, rows: $0.value) }
    let total = accepted + rejected.reduce(0) { $0 + $1.rows }
    return [EdgeCount(table: table, edge: .in, rows: total), EdgeCount(table: table, edge: .out, rows: accepted)] + rejected
  }

  private static func percent(_ share: Double) -> String {
    let hundredths = Int((share * 10_000).rounded())
    let text =
      hundredths % 100 == 0
      ? "\(hundredths / 100)"
      : hundredths % 10 == 0 ? "\(hundredths / 100).\(hundredths / 10 % 10)" : "\(hundredths / 100).\((hundredths % 100).padded(2))"
    return "\(text)%"
  }
}
