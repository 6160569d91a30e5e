import Drivers
import Glibc
public import Kernel
import Synchronization

/// A real PostgreSQL for tests: one server per test process, on a socket in a short folder of its own, without durability.
///
/// It is started by the first test that asks, and ends with the test process however that ends, because a shell beside it waits for this
/// process's end of a pipe to close. It never opens a network port. The user `locked` needs the password `right`; everybody else is trusted.
public struct ThrowawayPostgres: Sendable {
  /// The socket's folder, what `host=` names.
  public let folder: String
  private static let starting = Task { try start() }
  private static let databases = Atomic(0)

  /// The server that all tests of this process share.
  public static func shared() async throws -> ThrowawayPostgres { try await starting.value }

  /// A new, empty database, so that tests running side by side do not meet.
  public func database(encoding: String = "UTF8") async throws -> Redacted<String> {
    let name = "test_\(Self.databases.add(1, ordering: .relaxed).newValue)"
    let connection = try await PostgresConnection.open(dsn: dsn("postgres"))
    try await connection.execute("CREATE DATABASE \(name) TEMPLATE template0 ENCODING '\(encoding)' LC_COLLATE 'C' LC_CTYPE 'C'")
    await connection.close()
    return dsn(name)
  }

  public func dsn(_ database: String, user: String = "postgres", password: String? = nil) -> Redacted<String> {
    Redacted("host=\(folder) dbname=\(database) user=\(user)" + (password.map { " password=\($0)" } ?? ""))
  }

  private static func start() throws -> ThrowawayPostgres {
    var template = Array("/tmp/nspg.XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Files.failure() }
    let folder = String(cString: made)
    // A test may run nightshift as somebody else.
    chmod(folder, 0o711)
    let isRoot = geteuid() == 0
    if isRoot, let account = getpwnam("postgres") { chown(folder, account.pointee.pw_uid, account.pointee.pw_gid) }
    let asPostgres = isRoot ? ["/usr/bin/setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"] : []
    let answer = try spawnTied(asPostgres + ["/bin/sh", "-c", script, "sh", try binaries(), folder])
    guard answer == "ready" else {
      throw Failure(3203, "the throw-away PostgreSQL did not start", detail: (try? Files.readText("\(folder)/log")) ?? answer)
    }
    return ThrowawayPostgres(folder: folder)
  }

  /// `$1` is the folder of PostgreSQL's programs, `$2` the server's own. Reading standard input to its end is how it learns of our death.
  private static let script = """
    trap '' INT TERM HUP
    cd "$2" || exit 1
    "$1/initdb" -D data -U postgres --auth=trust --no-sync --encoding=UTF8 --locale=C >log 2>&1 || exit 1
    printf 'local all locked scram-sha-256\\nlocal all all trust\\n' >data/pg_hba.conf
    settings="-k $2 -c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c shared_buffers=32MB -c max_connections=300"
    "$1/pg_ctl" -D data -l log -w -o "$settings" start >>log 2>&1 || exit 1
    "$1/psql" -q -h "$2" -U postgres -c "CREATE ROLE locked LOGIN PASSWORD 'right'" postgres >>log 2>&1 || exit 1
    echo ready
    cat >/dev/null
    "$1/pg_ctl" -D data -m immediate stop >>log 2>&1
    cd / && rm -rf "$2"
    """

  /// The newest installed version's programs: Debian keeps them out of `PATH`.
  private static func binaries() throws -> String {
    let root = "/usr/lib/postgresql"
    let versions = try Files.subdirectories(root).compactMap { Int($0) }.sorted()
    if let newest = versions.last(where: { Files.isExecutable("\(root)/\($0)/bin/initdb") }) { return "\(root)/\(newest)/bin" }
    if let initdb = Files.findExecutable("initdb", path: World.system().environment["PATH"] ?? "") { return Files.directory(of: initdb) }
    throw Failure(3101, "no PostgreSQL server is installed", hint: "apt-get install postgresql")
  }

  /// Starts a program whose standard input closes when this process ends, and gives the first line it prints.
  private static func spawnTied(_ arguments: [String]) throws -> String {
    var input: [Int32] = [0, 0], output: [Int32] = [0, 0]
    guard pipe(&input) == 0, pipe(&output) == 0 else { throw Files.failure() }
    for descriptor in input + output { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input[0], 0)
    posix_spawn_file_actions_adddup2(&actions, output[1], 1)
    let argv = arguments.map { strdup($0) } + [nil]
    defer { argv.forEach { free($0) } }
    var pid: pid_t = 0
    let status = posix_spawn(&pid, arguments[0], &actions, nil, argv, environ)
    close(input[0])
    close(output[1])
    guard status == 0 else { throw Failure(3101, "cannot start \(arguments[0]): \(String(cString: strerror(status)))") }
    defer { close(output[0]) }
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(output[0], &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }
}

extension Files {
  fileprivate static func failure() -> Failure {
    Failure(3001, "cannot prepare the throw-away PostgreSQL: \(String(cString: strerror(errno)))")
  }
}
