import Kernel
import Pipeline

@testable import JobKit

/// Reads a kind from the YAML of its own mapping, as the loader does.
enum JobReading {
  static func read<Kind: Job>(_ kind: Kind.Type, _ yaml: String, document: PipelineDocument = document()) -> (
    job: Kind, diagnostics: [Diagnostic]
  ) {
    let reading = YAMLReader.read(bytes: Array(yaml.utf8), file: "jobs/test.yaml")
    let value = reading.value ?? YAMLValue(.mapping([]), at: SourceLocation(file: "jobs/test.yaml", line: 1, column: 1))
    var fields = Fields(value, what: "job 'test'")
    _ = fields.value("kind")
    let job = kind.init(&fields, in: JobScope(name: JobName("test"), document: document, world: world()))
    fields.finish()
    return (job, reading.diagnostics + fields.diagnostics)
  }

  static func document(sources: [Source] = [], jobs: [JobDeclaration] = [], variables: [String: String] = [:]) -> PipelineDocument {
    PipelineDocument(
      file: "/jobs/test.yaml", text: "", name: "test", schedule: Schedule(cron: Cron("0 2 * * *")!, start: LogicalDate("2026-01-01")!),
      variables: variables,
      sources: sources, jobs: jobs)
  }

  static func world(at now: Instant = Instant("2026-01-01")!, environment: [String: String] = [:], directory: String = "/") -> World {
    World(now: { now }, uptime: { .zero }, environment: environment, currentDirectory: directory, processID: 1, isReplayed: true)
  }
}
