import Drivers
import FoundationEssentials
public import Kernel

/// DuckDB's command line, one process per call, fed through standard input.
///
/// Every call starts from the same ground: no start-up file, no extension fetched from the network, UTC, rows in the order of the input, limits on
/// memory and threads, spill files only in `temporary`. A call leaves nothing behind but the files that its script writes; the caller stages and
/// publishes those. Cancelling the task ends the process.
public struct DuckDB: Sendable {
  /// Absolute path of the binary.
  public let binary: String
  let world: World
  let memory: Int
  let threads: Int
  let temporary: String
  let folders: [String]?

  /// Finds the binary: `NIGHTSHIFT_DUCKDB`, then `.tools/bin/duckdb` below the current directory, then `PATH`.
  /// - Parameters:
  ///   - memory: DuckDB's `memory_limit` in bytes.
  ///   - temporary: a folder for spill files, made when missing; the caller removes it.
  ///   - folders: when given, scripts may touch files below these folders only (and `temporary`), and may not change the settings.
  /// - Throws: `NS4001` when there is no binary.
  public init(world: World, memory: Int, threads: Int, temporary: String, folders: [String]? = nil) throws(Failure) {
    binary = try Self.find(world)
    self.world = world
    self.memory = memory
    self.threads = threads
    self.temporary = temporary
    self.folders = folders
  }

  /// Runs the statements of `script` up to the first that fails; rows they return are thrown away.
  /// - Throws: a `Failure` of `NS4002` to `NS4006`; `CancellationError`.
  public func run(_ script: String) async throws {
    _ = try await execute(Self.discarding(script))
  }

  /// The rows of one SELECT, decoded from JSON objects whose keys are the column names.
  ///
  /// Integers up to 64 bits and doubles arrive as numbers; decimals, 128-bit integers, dates and times as text, exactly. NaN and infinities do not
  /// decode.
  /// - Parameter setup: statements that run before, such as views and macros.
  /// - Throws: as `run`; `NS4007` when the rows do not have the shape of `Row`.
  public func query<Row: Decodable>(_ sql: String, as row: Row.Type = Row.self, setup: String = "") async throws -> [Row] {
    let output = try await execute("\(Self.discarding(setup))\n.output\n\(sql)\n;\n")
    do {
      return output.isEmpty ? [] : try JSONDecoder().decode([Row].self, from: Data(output.utf8))
    } catch {
      throw Failure(4007, "DuckDB's rows do not have the expected columns", detail: "\(error)")
    }
  }

  /// The binary's version, `v1.5.5`.
  public var version: String {
    get async throws {
      let process = ChildProcess([binary, "-version"], environment: environment, directory: world.currentDirectory)
      let result = try await process.run()
      guard result.code == 0, let word = result.output.split(whereSeparator: \.isWhitespace).first else {
        throw Failure(
          4001, "\(binary) does not tell its version", hint: "run `make tools` to get a DuckDB that works", detail: result.errorTail)
      }
      return String(word)
    }
  }

  private func execute(_ script: String) async throws -> String {
    try Files.makeDirectory(temporary)
    let arguments = [binary, "-batch", "-bail", "-noheader", "-json", "-init", "/dev/null"]
    let process = ChildProcess(arguments, environment: environment, directory: world.currentDirectory, input: settings + script)
    let result = try await process.run()
    guard result.code == 0 else { throw DuckDBError(code: result.code, text: result.errorTail).failure }
    return result.output
  }

  private static func discarding(_ script: String) -> String { script.isEmpty ? "" : ".output /dev/null\n\(script)\n;" }

  private var settings: String {
    var lines = [
      "SET memory_limit = '\(memory)B'", "SET threads = \(threads)", "SET temp_directory = \(Self.literal(temporary))",
      "SET TimeZone = 'UTC'",
      "SET preserve_insertion_order = true", "SET autoinstall_known_extensions = false", "SET enable_progress_bar = false",
    ]
    if let folders {
      lines += [
        "SET allowed_directories = [\((folders + [temporary]).map(Self.literal).joined(separator: ", "))]",
        "SET enable_external_access = false",
        "SET lock_configuration = true",
      ]
    }
    return lines.map { $0 + ";\n" }.joined()
  }

  /// Nothing of the caller's environment reaches the child: it may hold connection strings.
  private var environment: [String: String] {
    ["HOME": temporary, "LANG": "C.UTF-8", "PATH": world.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"]
  }

  private static func find(_ world: World) throws(Failure) -> String {
    let hint = "run `make tools`, or name the binary in NIGHTSHIFT_DUCKDB"
    if let named = world.environment["NIGHTSHIFT_DUCKDB"], !named.isEmpty {
      let path = world.absolute(named)
      guard Files.isExecutable(path) else { throw Failure(4001, "NIGHTSHIFT_DUCKDB names \(path), which cannot be executed", hint: hint) }
      return path
    }
    let own = world.absolute(".tools/bin/duckdb")
    if Files.isExecutable(own) { return own }
    guard let found = Files.findExecutable("duckdb", path: world.environment["PATH"] ?? "") else {
      throw Failure(4001, "there is no DuckDB command line on this machine", hint: hint)
    }
    return world.absolute(found)
  }
}
