import Drivers
public import JobKit
public import Kernel
import Lake
public import State

/// Something that a person does to the lake by hand (apply or undo a purge): under the same lock, recovery and commit as a run.
public struct ManualAct: Sendable {
  private let pipeline: LoadedPipeline
  private let stateDirectory: String
  private let world: World

  public init(pipeline: LoadedPipeline, stateDirectory: String, world: World) {
    self.pipeline = pipeline
    self.stateDirectory = stateDirectory
    self.world = world
  }

  /// Decides under the lock and commits what was decided; an outcome that is `stopped` changes nothing.
  /// - Throws: `NS3002` when a run is at work.
  public func perform(on cell: Cell, wait: Bool, _ decide: (StateStore) async throws -> JobOutcome) async throws -> JobOutcome {
    try Files.makeDirectory(stateDirectory)
    let lock = try FileLock(
      path: "\(stateDirectory)/lock", holder: "pid \(world.processID), by hand for \(cell) since \(world.now())", wait: wait)
    defer { withExtendedLifetime(lock) {} }
    let state = try StateStore(
      directory: stateDirectory, mode: .readWrite, lake: pipeline.lake.manifests, patience: StateStore.patience(world))
    defer { state.rest() }
    try Recovery(lake: pipeline.lake, state: state).run(at: world.now())
    let outcome = try await decide(state)
    if case .stopped = outcome.verdict { return outcome }
    let closing = Closing(lake: pipeline.lake, state: state)
    do {
      try Committer(lake: pipeline.lake, state: state).commit(outcome, cell: cell) { _ in }
    } catch {
      let failure = (error as? CommitInDoubt)?.failure ?? error
      closing.cutOff(by: failure)
      throw failure
    }
    try closing.close(at: world.now())
    return outcome
  }
}
