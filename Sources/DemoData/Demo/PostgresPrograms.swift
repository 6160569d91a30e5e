import Drivers
import Kernel

/// PostgreSQL's own programs, and how to run them: its server refuses to run as root.
struct PostgresPrograms {
  /// The folder they are in.
  let directory: String
  /// What goes in front of a command so that it does not run as root; empty for everybody else.
  let prefix: [String]
  private let environment: [String: String]

  /// - Parameter root: where Debian keeps them, a folder for each version.
  /// - Throws: `NS3903` when there is no server on this machine.
  init(_ world: World, root: String = "/usr/lib/postgresql") async throws {
    let versions = try Files.subdirectories(root).compactMap { Int($0) }.sorted()
    if let newest = versions.last(where: { Files.isExecutable("\(root)/\($0)/bin/initdb") }) {
      directory = "\(root)/\(newest)/bin"
    } else if let initdb = Files.findExecutable("initdb", path: world.environment["PATH"] ?? "") {
      directory = Files.directory(of: initdb)
    } else {
      throw Failure(3903, "no PostgreSQL server is installed", hint: "apt-get install postgresql")
    }
    environment = ["PATH": world.environment["PATH"] ?? "/usr/bin:/bin", "LC_ALL": "C"]
    let user = try await ChildProcess(["id", "-u"], environment: environment, directory: "/").run()
    prefix = user.output.hasPrefix("0\n") ? ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups"] : []
  }

  var runsAsRoot: Bool { !prefix.isEmpty }

  /// Runs one of the programs to its end.
  func run(_ program: String, _ arguments: [String]) async throws -> ChildProcess.Result {
    try await asServer(["\(directory)/\(program)"] + arguments)
  }

  /// Runs any command as the server's user.
  func asServer(_ command: [String]) async throws -> ChildProcess.Result {
    try await ChildProcess(prefix + command, environment: environment, directory: "/").run()
  }

  /// Runs any command as who we are.
  func plain(_ command: [String]) async throws -> ChildProcess.Result {
    try await ChildProcess(command, environment: environment, directory: "/").run()
  }
}
