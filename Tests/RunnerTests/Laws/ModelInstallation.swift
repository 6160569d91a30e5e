import Drivers
import Glibc
import JobKit
import Kernel
import Pipeline
import Runner
import State
import Synchronization
import Testing

/// One installation of a model pipeline, on a file system in memory where there is one: a law needs thousands of them.
final class ModelInstallation {
  let home: String
  private var pipeline: LoadedPipeline?

  init() throws {
    var pattern = Array("\(Files.isDirectory("/dev/shm") ? "/dev/shm" : "/tmp")/nightshift-law-XXXXXX".utf8CString)
    home = String(cString: try #require(mkdtemp(&pattern)))
    ModelJob.surroundings.withLock { $0[home] = ModelJob.Surroundings() }
  }

  deinit {
    ModelJob.surroundings.withLock { $0[home] = nil }
    try? Files.remove(home)
  }

  func outside(_ change: (inout ModelJob.Surroundings) -> Void) {
    ModelJob.surroundings.withLock { change(&$0[home, default: ModelJob.Surroundings()]) }
  }

  var surroundings: ModelJob.Surroundings { ModelJob.surroundings.withLock { $0[home] ?? ModelJob.Surroundings() } }

  func load(_ text: String) throws {
    try Files.write(Array(text.utf8), to: "\(home)/pipeline.yaml")
    let (loaded, diagnostics) = PipelineLoader.load(
      file: "\(home)/pipeline.yaml", registry: KindRegistry([ModelJob.self]), world: world(LogicalDate(daysSinceEpoch: 0)))
    for diagnostic in diagnostics { Issue.record("\(diagnostic.message) \(diagnostic.hint ?? "")\n\(text)") }
    pipeline = loaded
  }

  func plan(_ request: WalkRequest) async throws -> [String] {
    let state = try StateStore(directory: "\(home)/state", mode: .readOnly)
    return try await Planner(request: request, pipeline: try #require(pipeline), state: state, world: world(request.dates.upperBound))
      .plan()
      .map { "\($0.cell) \($0.decision.reason)" }
  }

  func run(_ request: WalkRequest) async throws -> Night.Summary {
    try await Night(
      request: request, pipeline: try #require(pipeline), stateDirectory: "\(home)/state", world: world(request.dates.upperBound),
      report: Installation.NoReport(), parallel: 3, emit: { _ in }
    ).run(wait: false)
  }

  /// How the cells stand and what was made of them.
  func numbers(_ cells: [Cell]) throws -> [String] {
    try StateStore(directory: "\(home)/state", mode: .readOnly).read { reader in
      try cells.map {
        "\($0) \(try reader.cell($0)?.state as CellState?) \(try reader.watermark($0.job, "value", on: $0.date) ?? "nothing")"
      }
    }
  }

  /// Those of the cells whose gate is closed.
  func closedGates(_ cells: [Cell]) throws -> Set<Cell> {
    try StateStore(directory: "\(home)/state", mode: .readOnly).read { reader in
      Set(try cells.filter { try reader.cell($0)?.state == .gateClosed })
    }
  }

  private func world(_ date: LogicalDate) -> World {
    var world = World.system().frozen(at: date.interval.end.adding(seconds: 7200))
    world.currentDirectory = home
    world.environment = [:]
    return world
  }
}
