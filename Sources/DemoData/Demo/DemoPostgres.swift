import Drivers
import Kernel

/// A throw-away PostgreSQL for the shop, on a Unix socket and no network port, with nothing of its durability.
///
/// It lives in `pgdata` below the demo's folder; where its user cannot reach that (root's own folders) or the socket's path would be too
/// long for the kernel, in a folder of /tmp named after the demo's.
struct DemoPostgres {
  private static let database = "shop"
  private static let user = "postgres"
  /// The kernel takes 107 bytes for the socket's whole path, of which 15 are its name.
  private static let longestSocketFolder = 85

  let home: String
  private let programs: PostgresPrograms

  init(home: String, world: World) async throws {
    self.home = home
    programs = try await PostgresPrograms(world)
  }

  /// Starts the server, making it first if it is not there; does nothing when it runs.
  /// - Returns: the connection string of the shop's database.
  func start() async throws -> String {
    try Files.makeDirectory(home)
    let place = try await place()
    let data = "\(place)/pgdata"
    let socket = "\(home)/pgsocket".utf8.count <= Self.longestSocketFolder && place == home ? "\(home)/pgsocket" : "\(fallback)/pgsocket"
    if !Files.exists("\(data)/PG_VERSION") { try await create(data) }
    let dsn = "host=\(socket) dbname=\(Self.database) user=\(Self.user)"
    if try await !isRunning(data) {
      try await makeFolder(socket)
      let settings = [
        "listen_addresses=", "unix_socket_directories=\(socket)", "fsync=off", "full_page_writes=off", "synchronous_commit=off",
        "shared_buffers=64MB", "max_connections=40",
      ]
      let options = settings.map { "-c '\($0)'" }.joined(separator: " ")
      try await check(
        programs.run("pg_ctl", ["-D", data, "-l", "\(data)/server.log", "-w", "-t", "60", "-o", options, "start"]), "start PostgreSQL")
    }
    try await createDatabase(socket)
    return dsn
  }

  /// Whether the server of this demo runs.
  func status() async throws -> Bool {
    for place in [home, fallback] where Files.exists("\(place)/pgdata/PG_VERSION") {
      if try await isRunning("\(place)/pgdata") { return true }
    }
    return false
  }

  /// Ends the server of this demo and no other; none running is none to end.
  func stop() async throws {
    for place in [home, fallback] where Files.exists("\(place)/pgdata/PG_VERSION") {
      let data = "\(place)/pgdata"
      guard try await isRunning(data) else { continue }
      try await check(programs.run("pg_ctl", ["-D", data, "-m", "fast", "-w", "stop"]), "stop PostgreSQL")
    }
  }

  private func isRunning(_ data: String) async throws -> Bool { try await programs.run("pg_ctl", ["-D", data, "status"]).code == 0 }

  /// Where it lives when the demo's folder will not do.
  var fallback: String { "/tmp/nightshift-demo-\(SHA256.of(home).short)" }

  /// The folder for the data: the demo's own if the server's user can enter it.
  private func place() async throws -> String {
    if !programs.runsAsRoot || Files.exists("\(home)/pgdata/PG_VERSION") { return home }
    _ = try await programs.plain(["chmod", "o+x", home])
    if try await programs.asServer(["test", "-x", home]).code == 0 { return home }
    try Files.makeDirectory(fallback)
    try await check(programs.plain(["chmod", "0711", fallback]), "open \(fallback)")
    return fallback
  }

  private func create(_ data: String) async throws {
    let unfinished = "\(data).new"
    try Files.remove(unfinished)
    try await makeFolder(unfinished)
    let options = ["-D", unfinished, "-U", Self.user, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"]
    try await check(programs.run("initdb", options), "make a PostgreSQL cluster")
    try Files.rename(unfinished, to: data)
  }

  private func makeFolder(_ path: String) async throws {
    try Files.makeDirectory(Files.directory(of: path))
    let owner = programs.runsAsRoot ? ["-o", "postgres", "-g", "postgres"] : []
    // The socket's folder is open to all users: tests and the demo connect as who they are.
    let mode = path.hasSuffix("pgsocket") ? "0755" : "0700"
    try await check(programs.plain(["install", "-d", "-m", mode] + owner + [path]), "make \(path)")
  }

  private func createDatabase(_ socket: String) async throws {
    let server = try await PostgresConnection.open(dsn: Redacted("host=\(socket) dbname=postgres user=\(Self.user)"))
    if try await server.query("SELECT 1 FROM pg_database WHERE datname = $1", Self.database).value == nil {
      try await server.execute("CREATE DATABASE \(Self.database)")
    }
    await server.close()
  }

  private func check(_ result: ChildProcess.Result, _ what: String) throws {
    guard result.code == 0 else {
      throw Failure(
        3904, "could not \(what): exit code \(result.code)", hint: "look into server.log in \(home)/pgdata or \(fallback)/pgdata",
        detail: result.output + result.errorTail)
    }
  }
}
