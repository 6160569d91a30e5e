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

/// SplitMix64: a test's own random numbers, the same for a seed everywhere.
struct Randomness: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
