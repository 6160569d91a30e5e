import Drivers

/// Who is at work on a state folder.
enum StatusLock {
  static func holder(_ stateDirectory: String) -> String? { FileLock.holder(path: "\(stateDirectory)/lock") }
}
