import Synchronization

/// Where programs were found: a run starts the same few again and again.
final class KnownPrograms: Sendable {
  private struct Question: Hashable {
    let name: String
    let path: String
  }

  static let shared = KnownPrograms()

  private let known = Mutex<[Question: String]>([:])

  /// The first executable called `name` in a `PATH`-like list of folders, or the one that was first before, as long as it is there.
  func find(_ name: String, path: String) -> String? {
    let question = Question(name: name, path: path)
    if let found = known.withLock({ $0[question] }), Files.isExecutable(found) { return found }
    let found = Files.findExecutable(name, path: path)
    known.withLock { $0[question] = found }
    return found
  }
}
