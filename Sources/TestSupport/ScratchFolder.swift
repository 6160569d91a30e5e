import Drivers
import Glibc

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

private func makeScratchFolder() throws -> String {
  var template = Array("/tmp/nightshift-test.XXXXXX".utf8CString)
  guard let path = mkdtemp(&template) else { throw ScratchFolderError.cannotMake }
  return String(cString: path)
}

private enum ScratchFolderError: Error { case cannotMake }
