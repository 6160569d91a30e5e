import Drivers
import FoundationEssentials
import Kernel
import Pipeline
import TestSupport
import Testing

@Suite struct PipelineSchemaTests {
  private let kinds = [
    KindSchema(
      kind: "shell", description: "Runs a program",
      keys: [
        KeySchema("argv", .list(.string), "The program and its arguments", required: true),
        KeySchema("environment", .map(.string), "What it finds there"),
        KeySchema(
          "guard", .mapping([KeySchema("at_most", .percentage, "How much"), KeySchema("trash", .duration, "How long", default: "7d")]), ""),
      ]),
    KindSchema(
      kind: "crawl", description: "Lists and reads new objects",
      keys: [
        KeySchema("reads", .either([.string, .list(.string)]), "Tables"),
        KeySchema("on_new_field", .choice(["add", "fail"]), "What then", default: "add"),
        KeySchema("limit", .integer, "Count"), KeySchema("ratio", .number, "Share"), KeySchema("deep", .boolean, "All of it"),
        KeySchema("since", .date, "First day"),
        KeySchema("memory", .size, "How much"),
      ]),
  ]

  @Test func theSchemaIsAsExpected() throws {
    let path = Files.directory(of: Files.directory(of: #filePath)) + "/Goldens/schema.json"
    #expect(try Golden.difference(PipelineSchema.json(kinds: kinds), from: path) == nil)
  }

  @Test func theOrderOfKindsDoesNotMatter() { #expect(PipelineSchema.json(kinds: kinds) == PipelineSchema.json(kinds: kinds.reversed())) }

  @Test func everyReferenceHasItsDefinition() throws {
    let json = PipelineSchema.json(kinds: kinds)
    let definitions = try JSONDecoder().decode(Root.self, from: Data(json.utf8)).definitions
    let references = json.split(separator: "\"").filter { $0.hasPrefix("#/$defs/") }.map { String($0.dropFirst(8)) }
    #expect(references.count > 20)
    #expect(Set(references).subtracting(definitions.keys) == [])
  }

  private struct Root: Decodable {
    let definitions: [String: Definition]
    struct Definition: Decodable {}
    enum CodingKeys: String, CodingKey { case definitions = "$defs" }
  }
}
