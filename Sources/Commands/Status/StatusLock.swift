import Drivers
import Kernel

/// Who is at work on a state folder.
enum StatusLock {
  static func holder(_ stateDirectory: String) -> String? { FileLock.holder(path: "\(stateDirectory)/lock") }

  /// How a cell stands: what nobody is at work on does not run, whatever was written down last. The next run says so in the state.
  static func seen(_ state: CellState, holder: String?) -> CellState { state == .running && holder == nil ? .interrupted : state }
}
