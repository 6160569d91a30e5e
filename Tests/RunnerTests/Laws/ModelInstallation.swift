import Drivers
import GRDB
import JobKit
import Kernel
import Pipeline
import Synchronization
import TestSupport
import Testing

@testable import Runner
@testable import State

/// One installation of a model pipeline, on a file system in memory where there is one: a law needs thousands of them.
///
/// Most of the time of a short run goes into opening the state file and into what is made of it at the end (manifests, a backup, a seal), of
/// which the laws say nothing. So only some histories are of whole nights; the others are decided, run and recorded in one open state.
final class ModelInstallation {
  let home: String
  private var isWhole = false
  private let kept: StateStore
  private var pipeline: LoadedPipeline?
  private var loaded: [String: LoadedPipeline] = [:]

  private static let world = {
    var world = World.system()
    world.environment = [:]
    return world
  }()

  private static let emptyState = Result {
    try inScratchFolder { folder in
      try StateStore(directory: folder, mode: .readWrite).rest()
      return try Files.list(folder).map { ($0.path, try Files.read("\(folder)/\($0.path)")) }
    }
  }

  init() throws {
    home = try makeScratchFolder("law", in: Files.isDirectory("/dev/shm") ? "/dev/shm" : "/tmp")
    try Self.put(Self.emptyState.get(), into: "\(home)/kept")
    kept = try StateStore(directory: "\(home)/kept", mode: .readWrite)
    ModelJob.surroundings.withLock { $0[home] = ModelJob.Surroundings() }
  }

  deinit {
    ModelJob.surroundings.withLock { $0[home] = nil }
    try? Files.remove(home)
  }

  /// Everything is as it was before the first run, but that the state's tables are made: a copy, because making them takes as long as ten runs.
  func forget(forWholeNights isWhole: Bool) throws {
    self.isWhole = isWhole
    if isWhole {
      for name in ["state", "lake"] { try Files.remove("\(home)/\(name)") }
      try Self.put(Self.emptyState.get(), into: "\(home)/state")
    } else {
      try kept.database.write { database in
        // Those that refer to others first; the count of commits goes on.
        let tables = try String.fetchAll(
          database.cachedStatement(
            sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name != 'tally' ORDER BY name != 'attempt', name = 'run'"))
        for table in tables { try database.cachedStatement(sql: "DELETE FROM \"\(table)\"").execute() }
      }
    }
    ModelJob.surroundings.withLock { $0[home] = ModelJob.Surroundings() }
  }

  private static func put(_ files: [(String, [UInt8])], into folder: String) throws {
    try Files.makeDirectory(folder)
    for (name, bytes) in files { try Files.write(bytes, to: "\(folder)/\(name)") }
  }

  /// To look at: what another process sees, or the open one.
  private func state() throws -> StateStore { isWhole ? try StateStore(directory: "\(home)/state", mode: .readOnly) : kept }

  func outside(_ change: (inout ModelJob.Surroundings) -> Void) {
    ModelJob.surroundings.withLock { change(&$0[home, default: ModelJob.Surroundings()]) }
  }

  /// What was run since this was last asked, and how often.
  func calls() -> [Cell: Int] {
    var calls: [Cell: Int] = [:]
    outside { swap(&calls, &$0.calls) }
    return calls
  }

  /// Cells that closed their gate when they last ran to their end.
  var closedGates: Set<Cell> { ModelJob.surroundings.withLock { $0[home]?.closedGates ?? [] } }

  func load(_ text: String) throws {
    if loaded[text] == nil {
      try Files.write(Array(text.utf8), to: "\(home)/pipeline.yaml")
      let (pipeline, diagnostics) = PipelineLoader.load(
        file: "\(home)/pipeline.yaml", registry: KindRegistry([ModelJob.self]), world: world(LogicalDate(daysSinceEpoch: 0)))
      for diagnostic in diagnostics { Issue.record("\(diagnostic.message) \(diagnostic.hint ?? "")\n\(text)") }
      loaded[text] = pipeline
    }
    pipeline = loaded[text]
  }

  func plan(_ request: WalkRequest) async throws -> [PlannedCell] {
    Array(
      try await Planner(request: request, pipeline: try #require(pipeline), state: try state(), world: world(request.dates.upperBound))
        .plan())
  }

  func run(_ request: WalkRequest) async throws -> Night.Summary {
    let world = world(request.dates.upperBound)
    let night = Night(
      request: request, pipeline: try #require(pipeline), stateDirectory: "\(home)/state", world: world, report: Installation.NoReport(),
      parallel: 3, emit: { _ in })
    return try await isWhole ? night.run(wait: false) : night.work(kept, RunClock(world: world))
  }

  /// How the cells stand and what was made of them.
  func numbers(_ cells: some Sequence<Cell>) throws -> [Cell: String] {
    try state().read { reader in
      try cells.reduce(into: [:]) { numbers, cell in
        let state = try reader.cell(cell)?.state
        numbers[cell] = "\(state as CellState?) \(try reader.watermark(cell.job, "value", on: cell.date) ?? "nothing")"
      }
    }
  }

  private func world(_ date: LogicalDate) -> World {
    var world = Self.world.frozen(at: date.interval.end.adding(seconds: 7200))
    world.currentDirectory = home
    return world
  }
}
