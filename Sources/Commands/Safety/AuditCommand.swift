import ArgumentParser
import Kernel
import State

/// `nightshift audit`: who did what to which bytes, and whether that record is whole.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Show the audit log, or verify that nobody changed it.", subcommands: [Show.self, Verify.self],
    defaultSubcommand: Show.self)

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show the audit log, oldest entry first.", discussion: ExitCodeHelp.asking)
    @OptionGroup var global: GlobalOptions

    func run() throws {
      let session = try Session(global)
      let records = try session.stateToRead().read { try $0.auditEntries() }
      if global.json { return try session.console.print(json: AuditDocument(entries: records)) }
      guard !records.isEmpty else {
        return session.console.print("the audit log is empty: nothing has been moved, removed or said by hand")
      }
      var table = TextTable()
      for record in records {
        let facts = record.entry.facts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        table.add("\(record.sequence)", record.entry.at.description, record.entry.action, record.entry.subject, facts)
      }
      session.console.print(table.text)
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Verify the chain of the audit log against its anchor.",
      discussion:
        "Keep a copy of <state>/audit.head where the state's owner cannot write: only that shows a log that was cut off and rewritten.\n\n"
        + ExitCodeHelp.text(.jobFailed, .safetyStop))
    @OptionGroup var global: GlobalOptions

    func run() throws {
      let session = try Session(global)
      let state = try session.stateToRead()
      let anchor = try state.anchoredAuditHead()
      let (bad, head) = try state.read { (try $0.verifyAudit(expecting: anchor), try $0.auditHead()) }
      if global.json {
        try session.console.print(json: AuditVerdict(whole: bad == nil, first_bad: bad, head: head))
      } else if let bad {
        Console.error(
          "the audit log is broken at entry \(bad)",
          hint: "compare with a backup of the state; do not purge until it is clear what happened")
      } else {
        session.console.print("the audit log is whole: \(head.sequence.grouped) entries, head \(head.hash.short)")
      }
      if bad != nil { throw Ending(code: .safetyStop) }
    }
  }
}

/// `nightshift.audit/1`.
struct AuditDocument: JSONDocument, Encodable {
  static let name = "audit"
  static let about = "the audit log"
  static let members: [Shape.Member] = [
    .must(
      "entries",
      .list(
        .object([
          .must("sequence", .integer, "From 1, without gaps"),
          .must(
            "entry",
            .object([
              .must("at", .microseconds, "The moment the decision was made with"),
              .must("action", .text, "What was done: purge.trash, cell.restate, …"),
              .must("subject", .text, "The job and date it was done for"), .must("facts", .map(.text), "Rule, objects, bytes, who, why, …"),
            ]), "What was done"),
          .must("hash", .text, "SHA-256 of the hash before it, a newline and the entry"),
        ])), "Oldest first")
  ]

  let schema = Self.schemaName
  let entries: [AuditRecord]
}

/// `nightshift.audit-verdict/1`.
struct AuditVerdict: JSONDocument, Encodable {
  static let name = "audit-verdict"
  static let about = "whether the audit log is whole"
  static let members: [Shape.Member] = [
    .must("whole", .flag, "Nobody changed it"), .may("first_bad", .integer, "The first entry that is broken or missing"),
    .must(
      "head", .object([.must("sequence", .integer, "How many entries there are"), .must("hash", .text, "The last one's")]),
      "The chain's last link"),
  ]

  let schema = Self.schemaName
  let whole: Bool
  let first_bad: Int?
  let head: AuditHead
}
