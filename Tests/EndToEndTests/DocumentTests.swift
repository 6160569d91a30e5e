import Drivers
import Foundation
import Kernel
import Testing

/// What `--json` prints is what `nightshift schema NAME` says.
struct DocumentTests {
  /// A command as its help names it, what is given beside it, the document that it answers with, and its exit code.
  private struct Answer {
    let command: String
    let more: [String]
    let document: String
    let code: Int32

    init(_ command: String, _ more: String..., document: String, code: Int32 = 0) {
      (self.command, self.more, self.document, self.code) = (command, more, document, code)
    }

    var arguments: [String] { command.split(separator: " ").map(String.init) + more + ["--json"] }
  }

  /// A small pipeline with a job that always fails, so that problems are in the documents too.
  private static let pipeline = """
    pipeline: small
    schedule: { cron: 0 2 * * *, start: 2026-01-01 }
    connections:
      lake: { kind: local, path: lake }
    jobs:
      hello: { kind: shell, command: [echo, hello] }
      broken: { kind: shell, command: ["false"], after: [hello], retries: { limit: 0 } }
      tier: { kind: lifecycle, rules: [ { prefix: events/, transitions: [ { after: 30d, to: GLACIER } ] } ] }
      purge: { kind: purge, rules: [ { prefix: events/, retain: 90d, may_empty: true } ] }
    """

  /// Asked in this order of the small pipeline.
  private static let small: [Answer] = [
    Answer("plan", document: "plan"), Answer("plan", "--last", "3d", document: "plan"), Answer("run", document: "run", code: 5),
    Answer("backfill", "--last", "3d", document: "run", code: 1), Answer("status", document: "status"),
    Answer("why", "hello", document: "why"), Answer("why", "broken", document: "why"), Answer("logs", "hello", document: "log-line"),
    Answer("graph", document: "graph"), Answer("catalog ls", document: "catalog"), Answer("catalog dump", document: "catalog-dump"),
    Answer("kinds list", document: "kinds"), Answer("kinds show", "shell", document: "kinds"),
    Answer("explain", document: "explain"), Answer("explain", "NS5003", document: "explain"), Answer("check", document: "check"),
    Answer("doctor", document: "doctor"), Answer("lifecycle plan", document: "lifecycle"),
    Answer("restate", "hello", "--last", "1d", "--reason", "wrong", document: "mark"),
    Answer("mark done", "broken", "--last", "1d", "--reason", "by hand", "--yes", document: "mark"),
    Answer("mark void", "broken", "--last", "2d", "--reason", "a holiday", document: "mark"),
    Answer("purge plan", "--out", "purge.json", document: "purge-plan"),
    Answer("purge apply", "--plan", "purge.json", "--expect-delete", "1", document: "act"), Answer("purge undo", document: "act"),
    Answer("audit show", document: "audit"), Answer("audit verify", document: "audit-verdict"),
    Answer("state check", document: "state-check"), Answer("state backup", document: "state-backup"),
    Answer("state prune", "--older-than", "30d", "--dry-run", document: "state-prune"),
    Answer("state manifests", "--all", document: "state-manifests"), Answer("state clock", document: "state-clock"),
    Answer("state failpoints", document: "state-failpoints"), Answer("state rebuild", "--force", document: "state-rebuild"),
    Answer("init", "elsewhere", document: "init"),
  ]

  /// Asked of fourteen nights of the demo's shop.
  private static let fortnight: [Answer] = [
    Answer("status", document: "status"), Answer("why", "events", "--date", "2026-11-21", document: "why"),
    Answer("logs", "events", "--date", "2026-11-21", document: "log-line"), Answer("plan", document: "plan"),
    Answer("catalog ls", document: "catalog"), Answer("catalog show", "curated.events", document: "partitions"),
    Answer("graph", document: "graph"), Answer("lifecycle plan", document: "lifecycle"), Answer("purge plan", document: "purge-plan"),
    Answer("report", document: "quality"), Answer("report", "--date", "2026-11-08", document: "quality"),
  ]

  @Test func everyAnswerIsTheVersionedDocumentThatItsSchemaDescribes() async throws {
    let scratch = try Scratch("documents")
    try Files.write(Array(Self.pipeline.utf8), to: "\(scratch.path)/pipeline.yaml")
    try Files.makeDirectory("\(scratch.path)/lake/events")
    for name in ["old", "young"] { try Files.write([1, 2, 3], to: "\(scratch.path)/lake/events/\(name)") }
    let old = ["-d", "2020-01-01", "\(scratch.path)/lake/events/old"]
    #expect(try await Products.run("/usr/bin/touch", old, in: "/", environment: Products.environment()).code == 0)
    for answer in Self.small {
      let batch = answer.command == "purge undo" ? try Files.children("\(scratch.path)/lake/.nightshift/trash").map(\.name) : []
      let output = try await nightshift(answer.arguments + batch + ["--pipeline", "pipeline.yaml"], scratch)
      try await expectValid(output, answer)
    }
  }

  @Test func theFortnightsDocumentsAreValidToo() async throws {
    let shop = try await ShopFixture.fortnight.value
    let last = try #require(LogicalDate("2026-11-21"))
    for answer in Self.fortnight {
      let output = try await Products.run(
        Products.nightshift, answer.arguments + ["--as-of", Shop.due(last).description], in: shop.home, environment: shop.environment)
      try await expectValid(output, answer)
    }
    // The report is the quality job's own document: the file that stands beside the page.
    let report = try await shop.nightshift("report", "--json", asOf: last)
    #expect(try Files.readText("\(shop.home)/reports/quality/2026-11-21/report.json") == report.output)
  }

  /// The commands are those of the program itself: a new one fails here until its answer is held against a schema.
  @Test func everyCommandThatTakesJSONIsAmongThem() async throws {
    let tree = try await nightshift(["--experimental-dump-help"], nil)
    let command = try #require(try JSONSerialization.jsonObject(with: Data(tree.output.utf8)) as? [String: Any])["command"]
    let commands = try Set(Self.thatTakeJSON(#require(command as? [String: Any]), []))
    #expect(commands.count > 30)
    // A schema is JSON with and without --json; it is described by the one that it names.
    #expect(commands.subtracting(["schema"]) == Set((Self.small + Self.fortnight).map(\.command)))
    let help = try await nightshift(["schema", "--help"], nil).output
    let documents = help.split(separator: "\n").filter { $0.hasPrefix("  ") && $0.contains("\t") }
      .map { String($0.dropFirst(2).prefix { $0 != "\t" }) }
    #expect(Set(documents).subtracting(ExitCode.allCases.map { "\($0.rawValue)" }) == Set((Self.small + Self.fortnight).map(\.document)))
  }

  private static func thatTakeJSON(_ command: [String: Any], _ path: [String]) -> [String] {
    let subcommands = (command["subcommands"] as? [[String: Any]] ?? []).filter { $0["commandName"] as? String != "help" }
    if !subcommands.isEmpty { return subcommands.flatMap { thatTakeJSON($0, path + [$0["commandName"] as? String ?? ""]) } }
    let names = (command["arguments"] as? [[String: Any]] ?? []).flatMap { $0["names"] as? [[String: Any]] ?? [] }
    return names.contains { $0["name"] as? String == "json" } ? [path.joined(separator: " ")] : []
  }

  @Test func everyDocumentHasASchemaAndAnUnknownOneIsAMistake() async throws {
    let help = try await nightshift(["schema", "--help"], nil).output
    for name in ["plan", "run", "status", "why", "act", "init"] {
      #expect(help.contains("  \(name)\t"), "\(name)")
      _ = try await schema(name)
    }
    let unknown = try await nightshift(["schema", "statu"], nil)
    #expect(unknown.code == 64)
    #expect(unknown.errors.contains("did you mean 'status'?"))
  }

  @Test func aMistakeIsNoticed() async throws {
    let schema = try await schema("init")
    #expect(try schema.mistakes(in: #"{"schema": "nightshift.init/1", "written": ["a"]}"#) == [])
    #expect(try schema.mistakes(in: #"{"schema": "nightshift.init/2", "written": ["a"]}"#) == ["$.schema is not 'nightshift.init/1'"])
    #expect(try schema.mistakes(in: #"{"schema": "nightshift.init/1"}"#) == ["$.written is missing"])
    #expect(try schema.mistakes(in: #"{"schema": "nightshift.init/1", "written": [1]}"#) == ["$.written[0] is no text"])
    #expect(try schema.mistakes(in: #"{"schema": "nightshift.init/1", "written": [], "x": 1}"#) == ["$.x is not in the schema"])
  }

  private func expectValid(_ output: Products.Output, _ answer: Answer) async throws {
    #expect(output.code == answer.code, "\(answer.arguments): \(output.errors)")
    // A log is followed line by line: each of them is a document.
    let documents = answer.document == "log-line" ? output.output.split(separator: "\n").map(String.init) : [output.output]
    #expect(!documents.isEmpty, "\(answer.arguments)")
    let schema = try await schema(answer.document)
    for document in documents { #expect(try schema.mistakes(in: document) == [], "\(answer.arguments)") }
  }

  private func schema(_ document: String) async throws -> JSONSchema {
    let printed = try await nightshift(["schema", document], nil)
    #expect(printed.code == 0, "\(printed.errors)")
    return try JSONSchema(printed.output)
  }

  private func nightshift(_ arguments: [String], _ scratch: Scratch?) async throws -> Products.Output {
    try await Products.run(Products.nightshift, arguments, in: scratch?.path ?? "/", environment: Products.environment())
  }
}
