import Drivers
import Glibc
import Synchronization

/// Runs `body` with the absolute path of a new, empty folder that is gone afterwards.
public func inScratchFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = try makeScratchFolder()
  defer { try? Files.remove(folder) }
  return try body(folder)
}

/// The same for work that waits.
public func inScratchFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
  let folder = try makeScratchFolder()
  defer { try? Files.remove(folder) }
  return try await body(folder)
}

/// A new, empty folder that is gone with its owner: for a suite that keeps one as a property.
public final class ScratchFolder: Sendable {
  /// Absolute.
  public let path: String

  public init() throws { path = try makeScratchFolder() }

  deinit { try? Files.remove(path) }
}

/// A new, empty folder whose name tells which process it belongs to.
///
/// A process that is killed removes nothing. So the first folder that a process makes in a place is preceded by the removal of those there whose
/// process is gone.
/// - Parameter place: a folder in memory, for instance.
/// - Returns: the absolute path; the caller removes it.
public func makeScratchFolder(_ name: String = "a", in place: String = "/tmp") throws -> String {
  if swept.withLock({ $0.insert(place).inserted }) { try sweep(place) }
  var template = Array("\(place)/\(ownersPrefix)\(getpid())-\(name)-XXXXXX".utf8CString)
  guard let path = mkdtemp(&template) else { throw ScratchFolderError.cannotMake }
  return String(cString: path)
}

private let ownersPrefix = "nightshift-test-"
private let swept = Mutex<Set<String>>([])

private func sweep(_ place: String) throws {
  for name in try Files.children(place).map(\.name) where name.hasPrefix(ownersPrefix) {
    guard let owner = pid_t(name.dropFirst(ownersPrefix.count).prefix { $0 != "-" }) else { continue }
    // Another process may sweep at the same time.
    if kill(owner, 0) != 0, errno == ESRCH { try? Files.remove("\(place)/\(name)") }
  }
}

private enum ScratchFolderError: Error { case cannotMake }
