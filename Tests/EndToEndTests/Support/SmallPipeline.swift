import Drivers
import Foundation
import Kernel
import Testing

/// A pipeline of shell jobs in a folder of its own, and the questions that tests ask about it.
final class SmallPipeline {
  let scratch: Scratch
  var home: String { scratch.path }
  /// The clock of every command: the night of 2026-01-10.
  var now = "2026-01-11T02:00:00Z"

  init(_ name: String, start: String = "2026-01-01", schedule: String = "", sections: String = "", jobs: String) throws {
    scratch = try Scratch(name)
    try Files.makeDirectory("\(scratch.path)/lake")
    try write(start: start, schedule: schedule, sections: sections, jobs: jobs)
  }

  /// - Parameters:
  ///   - sections: further ones, whole.
  ///   - jobs: the section's content, not indented.
  func write(start: String = "2026-01-01", schedule: String = "", sections: String = "", jobs: String) throws {
    let indented = jobs.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    let text = """
      pipeline: small
      schedule: { cron: 0 2 * * *, start: \(start)\(schedule) }
      connections:
        lake: { kind: local, path: lake }
      defaults: { retries: { limit: 0 } }
      \(sections)
      jobs:
      \(indented)
      """
    try Files.write(Array(text.utf8), to: "\(home)/pipeline.yaml")
  }

  var environment: [String: String] { Products.environment(["NIGHTSHIFT_PIPELINE": "pipeline.yaml", "USER": "ada"]) }

  @discardableResult
  func nightshift(_ arguments: String...) async throws -> Products.Output { try await nightshift(arguments) }

  func nightshift(_ arguments: [String]) async throws -> Products.Output {
    try await Products.run(Products.nightshift, arguments + ["--as-of", now], in: home, environment: environment)
  }

  /// Its JSON document, which must be what its schema says.
  func document(_ name: String, _ arguments: String..., options: [String] = [], code: Int32 = 0) async throws -> [String: Any] {
    let output = try await nightshift(arguments + options + ["--json"])
    #expect(output.code == code, "\(arguments): \(output.errors)")
    let schema = try await Products.run(Products.nightshift, ["schema", name], in: "/", environment: environment)
    #expect(try JSONSchema(schema.output).mistakes(in: output.output) == [], "\(arguments)")
    return try JSONSerialization.jsonObject(with: Data(output.output.utf8)) as? [String: Any] ?? [:]
  }

  /// `job@date reason` of the cells that a plan or a run runs.
  func running(_ name: String, _ arguments: String..., code: Int32 = 0) async throws -> [String] {
    let output = try await nightshift(arguments + ["--json"])
    #expect(output.code == code, "\(arguments): \(output.errors)")
    let document = try JSONSerialization.jsonObject(with: Data(output.output.utf8)) as? [String: Any]
    let cells = document?["cells"] as? [[String: Any]] ?? []
    return cells.filter { $0["verdict"] as? String == "run" }.map { "\($0["job"] ?? "")@\($0["date"] ?? "") \($0["reason"] ?? "")" }
      .sorted()
  }
}
