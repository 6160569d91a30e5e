import Drivers
import Kernel
import Runner
import State

/// `nightshift.state-check/1`.
struct StateCheckDocument: JSONDocument, Encodable {
  static let name = "state-check"
  static let about = "whether the state file, the lake and its manifests agree"
  static let members: [Shape.Member] = [
    .must("clean", .flag, "True when nothing was found"), .must("findings", .list(finding), "What was found, by place"),
  ]
  static let finding = Shape.object([
    .must("thing", .text, "What it is"), .must("place", .text, "Where"), .must("way_out", .text, "What to do about it"),
  ])

  let schema = Self.schemaName
  let clean: Bool
  let findings: [StateFinding]
}

/// `nightshift.state-backup/1`.
struct StateBackupDocument: JSONDocument, Encodable {
  static let name = "state-backup"
  static let about = "a backup of the state file that was made"
  static let members: [Shape.Member] = [
    .must("file", .text, "Its path"), .must("bytes", .integer, "Its size"), .must("removed", .integer, "Older backups that went"),
  ]

  let schema = Self.schemaName
  let file: String
  let bytes: Int
  let removed: Int
}

/// `nightshift.state-prune/1`.
struct StatePruneDocument: JSONDocument, Encodable {
  static let name = "state-prune"
  static let about = "history that was forgotten, or would be"
  static let members: [Shape.Member] = [
    .must("dry_run", .flag, "True when nothing was changed"),
    .must(
      "pruned",
      .object([
        .must("runs", .integer, "Runs"), .must("job_runs", .integer, "Job runs"), .must("attempts", .integer, "Attempts"),
        .must("skips", .integer, "Ranges of skips"), .must("logs", .integer, "Log files"),
        .must("documents", .integer, "Documents that no cell refers to"), .must("bytes", .integer, "Bytes given back"),
      ]), "How much of what"),
  ]

  let schema = Self.schemaName
  let pruned: PrunedHistory
  let dry_run: Bool
}

/// `nightshift.state-rebuild/1`.
struct StateRebuildDocument: JSONDocument, Encodable {
  static let name = "state-rebuild"
  static let about = "what a state file was made anew from"
  static let members: [Shape.Member] = [
    .must(
      "report",
      .object([
        .must("manifests", .integer, "Dates"), .must("rows", .map(.integer), "Rows of each kind"),
        .must("audit_entries", .integer, "Entries of the audit log"), .must("objects_checked", .integer, "Objects compared with the lake"),
        .must("partitions_checked", .integer, "Partitions compared with the lake"),
        .must("findings", .list(StateCheckDocument.finding), "What was corrected or could not be restored"),
        .must("run", .integer, "The number that the rebuild has among the runs"),
        .may("set_aside", .text, "Where the old file is now"),
      ]), "What was restored and what was found")
  ]

  let schema = Self.schemaName
  let report: StateRebuild.Report
}

/// `nightshift.state-manifests/1`.
struct StateManifestsDocument: JSONDocument, Encodable {
  static let name = "state-manifests"
  static let about = "manifests that were written into the lake"
  static let members: [Shape.Member] = [.must("dates", .list(.text), "Their dates; `undated` for what has none")]

  let schema = Self.schemaName
  let dates: [String]
}

/// `nightshift.state-clock/1`.
struct StateClockDocument: JSONDocument, Encodable {
  static let name = "state-clock"
  static let about = "runs that are ahead of the clock"
  static let members: [Shape.Member] = [
    .must("now", .microseconds, "What the clock says"), .must("applied", .flag, "True when they count no more from now on"),
    .must(
      "runs",
      .list(
        .object([
          .must("run", .integer, "Its number"), .must("as_of", .microseconds, "The moment it decided with"),
          .must("from", .date, "Its first logical date"), .must("to", .date, "Its last logical date, included"),
        ])), "In their order"),
  ]

  struct Line: Encodable {
    let run: Int
    let as_of: Instant
    let from: LogicalDate
    let to: LogicalDate

    init(_ record: RunRecord) { (run, as_of, from, to) = (record.id, record.asOf, record.firstDate, record.lastDate) }
  }

  let schema = Self.schemaName
  let now: Instant
  let applied: Bool
  let runs: [Line]
}

/// `nightshift.state-failpoints/1`.
struct StateFailpointsDocument: JSONDocument, Encodable {
  static let name = "state-failpoints"
  static let about = "the durable steps that a test can end, fail or hold"
  static let members: [Shape.Member] = [
    .must(
      "failpoints",
      .list(
        .object([
          .must("name", .text, "Its name"), .must("faults", .list(.words(Fault.self)), "What can be made to happen there"),
          .must("summary", .text, "The step"),
        ])), "In the order of a run")
  ]

  struct Line: Encodable {
    let name: String
    let faults: [String]
    let summary: String
  }

  let schema = Self.schemaName
  let failpoints = Failpoint.allCases.map { Line(name: $0.rawValue, faults: $0.faults.map(\.rawValue), summary: $0.summary) }
}
