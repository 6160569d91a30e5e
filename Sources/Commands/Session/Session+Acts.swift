import ArgumentParser
import JobKit
import Kernel
import Pipeline
import Runner
import State

extension Session {
  /// The one job of a kind, or the named one.
  func only<Kind: Job>(_ kind: Kind.Type, named name: String?, _ pipeline: LoadedPipeline) throws -> (JobName, Kind) {
    let found = pipeline.ordered.compactMap { job in (job.job as? Kind).map { (job.name, $0) } }.filter {
      name == nil || $0.0.rawValue == name
    }
    guard let first = found.first else {
      throw ValidationError("the pipeline has no \(kind.kind) job" + (name.map { " called '\($0)'" } ?? ""))
    }
    guard found.count == 1 else {
      throw ValidationError("there are several \(kind.kind) jobs: name one with --job (\(found.map(\.0.rawValue).joined(separator: ", ")))")
    }
    return first
  }

  /// What a job may look at now.
  func inputs(_ job: JobName, _ pipeline: LoadedPipeline, state: StateStore) -> InputContext {
    let cell = Cell(job: job, date: pipeline.document.schedule.lastClosed(at: world.now()))
    return InputContext(cell: cell, document: pipeline.document, lake: pipeline.lake, state: state, world: world)
  }

  /// Does something by hand under the lock, and ends with 5 when a guard refuses.
  func act(on cell: Cell, _ pipeline: LoadedPipeline, wait: Bool, _ decide: (StateStore) async throws -> JobOutcome) async throws
    -> JobOutcome
  {
    let outcome = try await ManualAct(pipeline: pipeline, stateDirectory: stateDirectory, world: world).perform(
      on: cell, wait: wait, decide)
    if case .stopped(let failure) = outcome.verdict {
      Console.error("\(failure.code): \(failure.message)", hint: failure.hint)
      throw Ending(code: .safetyStop)
    }
    return outcome
  }

  /// Says what an act by hand came to.
  func report(_ outcome: JobOutcome, done: String) throws {
    if options.json { return try console.print(json: ActDocument(counts: outcome.counts)) }
    let counts = outcome.counts.sorted { $0.key < $1.key }.map { "\($0.key.replacing("_", with: " ")) \($0.value.grouped)" }.joined(
      separator: ", ")
    console.print("\(done) (\(counts))")
  }
}

/// `nightshift.act/1`.
struct ActDocument: JSONDocument, Encodable {
  static let name = "act"
  static let about = "what an act by hand came to"
  static let members: [Shape.Member] = [
    .must("counts", .map(.integer), "How much of what")
  ]

  let schema = Self.schemaName
  let counts: [String: Int]
}
