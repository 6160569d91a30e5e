import Drivers
import JobKit
import Kernel
import Lake
import State

extension Session {
  /// Looks after the state under the lock of a run, and puts it to rest.
  /// - Throws: `NS3002` when a run is at work.
  func locked<Result>(
    _ what: String, wait: Bool, _ pipeline: LoadedPipeline? = nil, _ body: (StateStore) throws -> Result
  ) throws -> Result {
    try Files.makeDirectory(stateDirectory)
    let lock = try FileLock(path: "\(stateDirectory)/lock", holder: "pid \(world.processID), \(what) since \(world.now())", wait: wait)
    defer { withExtendedLifetime(lock) {} }
    let state = try StateStore(
      directory: stateDirectory, mode: .readWrite, lake: pipeline?.lake.manifests, patience: StateStore.patience(world))
    defer { state.rest() }
    return try body(state)
  }
}
