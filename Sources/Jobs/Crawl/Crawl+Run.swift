import Catalog
import Drivers
public import JobKit
import Kernel
import Lake
import Pipeline
import State

extension Crawl {
  public func run(_ context: JobContext) async throws -> JobOutcome {
    let inputs = context.inputs
    let source = try EventSource(try declared())
    let findings = try read(inputs) { context.progress($0, of: $1, "objects") }
    try check(findings, inputs)
    let diff = try diff(findings, inputs)
    let missing = try missingFolders(inputs)

    var outcome = JobOutcome()
    outcome.edges = try edges(findings, inputs)
    outcome.publications = try QuarantineStage(source: source, lake: context.lake, staging: context.staging)
      .publications(findings, state: context.state)
    outcome.counts = ["objects": findings.objects.count, "bytes": findings.bytes, "missing_folders": missing.count]
    try record(findings, diff, context, &outcome)
    try tell(findings, diff, missing, context)
    return outcome
  }

  private func record(_ findings: CrawlFindings, _ diff: SchemaDiff, _ context: JobContext, _ outcome: inout JobOutcome) throws {
    let (table, date) = (table, context.date)
    let event = try declared().event
    outcome.record { writer in
      for found in findings.objects {
        // A listed object lies where it was delivered, wherever an older one of its name has gone.
        try writer.setObject(
          found.record(table, location: found.object.key, storageClass: "STANDARD", on: date), rows: found.rows, rejects: found.rejects)
      }
      try SchemaHistory(table: table, leading: [event.id, event.type, "aggregateId", event.time]).record(findings, diff, on: date, writer)
    }
  }

  private func tell(_ findings: CrawlFindings, _ diff: SchemaDiff, _ missing: [String], _ context: JobContext) throws {
    for found in findings.objects {
      if found.object.bytes == 0 { context.log("\(found.object.key) is empty (0 bytes)", .warning) }
      for reject in found.rejects {
        let level: RunEvent.Level = reject.reason == RejectReason.unreadable.rawValue ? .error : .warning
        context.log(
          "\(found.object.key): record \(reject.ordinal) at byte \(reject.offset) rejected: \(reject.reason), \(reject.detail)", level)
      }
    }
    for change in diff.changes {
      let types = [change.from, change.to].compactMap(\.self).joined(separator: " -> ")
      context.log("schema: '\(change.path)' \(change.change.rawValue) (\(types)) in \(change.events.joined(separator: ", "))", .warning)
    }
    if !diff.newEvents.isEmpty { context.log("event types seen for the first time: \(diff.newEvents.joined(separator: ", "))") }
    for change in findings.typeChanges {
      context.log(
        "'\(change.path)' of \(change.event) changed from \(change.from.rawValue) to mostly \(change.to.rawValue): both are kept as text",
        .warning)
    }
    if findings.duplicateKeys > 0 {
      context.log("\(findings.duplicateKeys) keys stood twice in their object; the last one counted", .warning)
    }
    for folder in missing { context.log("\(table): no object in \(folder)", .warning) }
    for stray in try Strays.find(try scope(context.inputs), lake: context.lake) {
      context.log("\(stray) is not read: not an object of the declared layout", .warning)
    }
    let start = context.document.schedule.start
    var early: [LogicalDate: Int] = [:]
    for found in findings.objects {
      for (date, rows) in found.rows where date < start { early[date, default: 0] += rows }
    }
    for (date, rows) in early.sorted(by: { $0.key < $1.key }) {
      context.log("\(rows) records of \(date) lie before the pipeline's start \(start): no night will compact them", .warning)
    }
  }
}
