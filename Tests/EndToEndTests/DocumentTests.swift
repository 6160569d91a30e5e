import Drivers
import Foundation
import Kernel
import Testing

/// What `--json` prints is what `nightshift schema NAME` says.
struct DocumentTests {
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
      purge: { kind: purge, rules: [ { prefix: events/, retain: 90d } ] }
    """

  @Test func everyAnswerIsTheVersionedDocumentThatItsSchemaDescribes() async throws {
    let scratch = try Scratch("documents")
    try Files.write(Array(Self.pipeline.utf8), to: "\(scratch.path)/pipeline.yaml")
    try Files.makeDirectory("\(scratch.path)/lake/events")
    try Files.write([1, 2, 3], to: "\(scratch.path)/lake/events/old")
    let answers: [(arguments: [String], document: String, code: Int32)] = [
      (["plan"], "plan", 0), (["plan", "--last", "3d"], "plan", 0), (["run"], "run", 1), (["backfill", "--last", "3d"], "run", 1),
      (["status"], "status", 0), (["why", "hello"], "why", 0), (["why", "broken"], "why", 0), (["graph"], "graph", 0),
      (["catalog", "ls"], "catalog", 0), (["kinds"], "kinds", 0), (["kinds", "show", "shell"], "kinds", 0), (["explain"], "explain", 0),
      (["explain", "NS5003"], "explain", 0), (["check"], "check", 0), (["doctor"], "doctor", 0), (["lifecycle", "plan"], "lifecycle", 0),
      (["audit", "show"], "audit", 0), (["audit", "verify"], "audit-verdict", 0), (["init", "elsewhere"], "init", 0),
    ]
    for answer in answers {
      let output = try await nightshift(answer.arguments + ["--json", "--pipeline", "pipeline.yaml"], scratch)
      #expect(output.code == answer.code, "\(answer.arguments): \(output.errors)")
      try await expectValid(output.output, answer.document, "\(answer.arguments)", scratch)
    }
    let log = try await nightshift(["logs", "hello", "--json", "--pipeline", "pipeline.yaml"], scratch)
    for line in log.output.split(separator: "\n") { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    #expect(log.output.contains("hello"))
  }

  @Test func theFortnightsDocumentsAreValidToo() async throws {
    let shop = try await ShopFixture.fortnight.value
    let last = try #require(LogicalDate("2026-11-21"))
    let answers: [([String], String)] = [
      (["status"], "status"), (["why", "events", "--date", "2026-11-21"], "why"), (["plan"], "plan"), (["catalog", "ls"], "catalog"),
      (["catalog", "show", "curated.events"], "partitions"), (["graph"], "graph"), (["lifecycle", "plan"], "lifecycle"),
    ]
    for (arguments, document) in answers {
      let output = try await Products.run(
        Products.nightshift, arguments + ["--json", "--as-of", Shop.due(last).description], in: shop.home, environment: shop.environment)
      #expect(output.code == 0, "\(arguments): \(output.errors)")
      #expect(try await schema(document).mistakes(in: output.output) == [], "\(arguments)")
    }
    // The report is the quality job's own document: the file that stands beside the page.
    let report = try await shop.nightshift("report", "--json", asOf: last)
    #expect(report.code == 0)
    #expect(try Files.readText("\(shop.home)/reports/quality/2026-11-21/report.json") == report.output)
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

  private func expectValid(_ text: String, _ document: String, _ what: String, _ scratch: Scratch) async throws {
    #expect(try await schema(document).mistakes(in: text) == [], "\(what)")
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
