import Drivers
import Glibc
import TestSupport

/// A folder of a test's own, gone with it.
final class Scratch {
  let path: String

  init(_ name: String) throws {
    path = try makeScratchFolder(name)
    // The database server of a test run as root is another user.
    chmod(path, 0o755)
  }

  deinit { try? Files.remove(path) }

  /// A copy of a folder with its times, as `cp -a` makes it.
  static func copy(_ source: String, to target: String) async throws {
    let result = try await ChildProcess(["cp", "-a", source, target], environment: ["PATH": "/usr/bin:/bin"], directory: "/").run()
    guard result.code == 0 else { throw Files.failureForTest(source) }
  }
}

extension Files {
  struct CannotPrepare: Error { let path: String }

  static func failureForTest(_ path: String) -> CannotPrepare { CannotPrepare(path: path) }
}
