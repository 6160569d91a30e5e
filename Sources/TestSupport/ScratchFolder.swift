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

private func makeScratchFolder() throws -> String {
  var template = Array("/tmp/nightshift-test.XXXXXX".utf8CString)
  guard let path = mkdtemp(&template) else { throw ScratchFolderError.cannotMake }
  return String(cString: path)
}

private enum ScratchFolderError: Error { case cannotMake }
