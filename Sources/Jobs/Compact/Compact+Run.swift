import Drivers
import Engines
public import JobKit
import Kernel
import Lake
import State

extension Compact {
  public func run(_ context: JobContext) async throws -> JobOutcome {
    let key = masks.actions.contains(.hmac) ? try MaskKey.read(context.world) : nil
    guard let source else { throw Failure(9001, "a compaction without a source was run") }
    let events = CleanEvents(
      source: try EventSource(source), lake: context.lake, date: context.date,
      selection: try DateSelection(table, context.date, state: context.state),
      masks: masks, key: key)
    let duckDB = try context.duckDB()
    let lines = "\(context.staging)/clean.ndjson"
    let staged = "\(context.staging)/partition"
    try Files.makeDirectory(staged)
    let content = try events.write(to: lines) { context.progress($0, of: $1, "objects") }
    let objects = events.selection.parts.map { String(SHA256.of($0.key).hex.prefix(32)) }
    if let stop = try shrinking(to: content.rows, objects: objects, context) {
      var outcome = JobOutcome()
      outcome.verdict = .stopped(stop)
      return outcome
    }
    let script = PartitionScript(lines: lines, parquet: "\(staged)/part-000.parquet", content: content)
    let counts = try await duckDB.query(script.counts, as: PartitionScript.Count.self, setup: script.setup)
    try Files.remove(lines)

    var outcome = JobOutcome()
    let rows = counts.first { $0.what == "rows" }?.rows ?? 0
    outcome.publications = [
      Publication(
        table: target, key: context.date.description, target: context.lake.curated(target, context.date), staged: staged, rows: rows)
    ]
    let job = context.cell.job, date = context.date
    outcome.record { try $0.setWatermark(job, Self.objectsMark, on: date, objects.joined(separator: " ")) }
    outcome.edges = edges(counts, read: content.rows, kept: rows)
    outcome.counts = ["objects": events.selection.parts.count, "bytes": Files.entry(script.parquet)?.bytes ?? 0]
    for count in counts where (count.what == "email" || count.what == "phone") && !count.path.isEmpty {
      context.log(
        "\(count.rows) rows of \(count.of) held \(count.what == "email" ? "an e-mail address" : "a phone number") in '\(count.path)': redacted",
        .warning)
    }
    for rename in content.renamed {
      context.log("a key was given another name, because columns are told apart without case: \(rename)", .warning)
    }
    return outcome
  }

  /// A partition never loses rows by itself: raw objects that have been purged since, or replaced by poorer ones, must not take what was made of
  /// them along, however many late rows have come instead.
  private func shrinking(to rows: Int, objects: [String], _ context: JobContext) throws -> Failure? {
    let (before, known) = try context.state.read { reader in
      (
        try reader.edgeCounts(context.cell).filter { $0.table == target && $0.edge == .in }.reduce(0) { $0 + $1.rows },
        try reader.watermark(context.cell.job, Self.objectsMark, on: context.date) ?? ""
      )
    }
    let gone = Set(known.split(separator: " ").map(String.init)).subtracting(objects).count
    guard gone > 0 || rows < before, !context.isForced else { return nil }
    let objectsGone = gone > 0 ? ", \(gone) of whose objects are gone" : ""
    return Failure(
      6124, "the raw zone holds \(rows) rows of \(context.date) now, and its partition of \(target) was made of \(before)\(objectsGone)",
      hint: "if the raw objects were purged, leave the partition as it is; if it is meant, run the date with --force --reason")
  }

  /// Under which name the objects of a date's partition are remembered, each by the first half of its key's digest.
  private static let objectsMark = "objects"

  private func edges(_ counts: [PartitionScript.Count], read: Int, kept: Int) -> [EdgeCount] {
    var edges = [
      EdgeCount(table: target, edge: .in, rows: read), EdgeCount(table: target, edge: .out, rows: kept),
      EdgeCount(table: target, edge: .duplicate, rows: read - kept),
    ]
    for count in counts where count.path.isEmpty && count.rows > 0 {
      switch count.what {
      case "late": edges.append(EdgeCount(table: target, edge: .late, reason: count.of, rows: count.rows))
      case "email", "phone": edges.append(EdgeCount(table: target, edge: .redacted, reason: count.what, rows: count.rows))
      default: continue
      }
    }
    return edges
  }
}
