import Drivers
import Engines
import Glibc
import Kernel
import TestSupport
import Testing

/// The real binary, as the house finds it.
@Suite struct DuckDBTests {
  static let world = World.system()
  private let scratch = Result { try ScratchFolder() }
  let temporary: String
  let duckdb: DuckDB

  init() throws {
    temporary = "\(try scratch.get().path)/temporary"
    duckdb = try DuckDB(world: Self.world, memory: 256 << 20, threads: 1, temporary: temporary)
  }

  struct Row: Decodable, Equatable {
    var n: Int
    var amount: String
    var text: String?
    var day: String
  }

  @Test func rowsComeBackTypedWithExactDecimals() async throws {
    let rows = try await duckdb.query(
      "SELECT n, CAST(n * 1.10 AS DECIMAL(20, 2)) AS amount, t AS text, DATE '2026-11-21' AS day FROM v ORDER BY n", as: Row.self,
      setup:
        "CREATE TEMP TABLE v AS SELECT * FROM (VALUES (9007199254740993::BIGINT, 'é\"\u{1F600}'), (1, NULL)) AS x(n, t); SELECT 'thrown away'"
    )
    #expect(
      rows == [
        Row(n: 1, amount: "1.10", text: nil, day: "2026-11-21"),
        Row(n: 9_007_199_254_740_993, amount: "9907919180215092.30", text: "é\"\u{1F600}", day: "2026-11-21"),
      ])
  }

  @Test func noRowsAreAnEmptyList() async throws {
    #expect(try await duckdb.query("SELECT 1 AS n WHERE false", as: [String: Int].self).isEmpty)
  }

  @Test func itStartsFromTheSameGround() async throws {
    struct Setting: Decodable { var v: String }
    func setting(_ name: String) async throws -> String? {
      let rows: [Setting] = try await duckdb.query("SELECT CAST(current_setting('\(name)') AS VARCHAR) AS v")
      return rows.first?.v
    }
    #expect(try await setting("TimeZone") == "UTC")
    #expect(try await setting("threads") == "1")
    #expect(try await setting("memory_limit") == "256.0 MiB")
    #expect(try await setting("temp_directory") == temporary)
    #expect(try await setting("preserve_insertion_order") == "true")
  }

  @Test(arguments: [
    ("SELEC 1", 4002), ("SELECT * FROM nowhere", 4002), ("SELECT nothing", 4002),
    ("SELECT CAST(s AS INT) FROM (VALUES ('secret@example.com')) AS v(s)", 4003),
    ("SELECT error('secret@example.com')", 4003), ("SELECT * FROM read_parquet('/nowhere/x.parquet')", 4005),
    ("SET memory_limit = '5MB'; SELECT count(*) FROM (SELECT range AS i FROM range(50000000) ORDER BY hash(range)) AS x", 4004),
  ])
  func everyKindOfErrorHasItsCode(sql: String, code: Int) async throws {
    let failure = await #expect(throws: Failure.self) { try await duckdb.run(sql) }
    #expect(failure?.code == Code(number: code))
    #expect(failure?.description.contains("secret") == false)
  }

  @Test func aScriptStopsAtItsFirstError() async throws {
    let file = "\(temporary)/after.csv"
    await #expect(throws: Failure.self) { try await duckdb.run("SELECT nothing; COPY (SELECT 1) TO \(DuckDB.literal(file))") }
    #expect(!Files.exists(file))
  }

  @Test func rowsOfAnotherShapeAreOurBug() async throws {
    let failure = await #expect(throws: Failure.self) { try await duckdb.query("SELECT 'x' AS n", as: [String: Int].self) }
    #expect(failure?.code == 4007)
  }

  @Test func fencedScriptsReadOnlyTheirFolders() async throws {
    let inside = "\(temporary)-lake"
    try await duckdb.run("SELECT 1")
    try Files.makeDirectory(inside)
    try await duckdb.run("COPY (SELECT 7 AS n) TO \(DuckDB.literal(inside + "/a.parquet"))")
    let fenced = try DuckDB(world: Self.world, memory: 256 << 20, threads: 1, temporary: temporary, folders: [inside])
    #expect(
      try await fenced.query("SELECT n FROM read_parquet(\(DuckDB.literal(inside + "/a.parquet")))", as: [String: Int].self) == [["n": 7]])
    for script in [
      "SELECT * FROM read_text('/etc/hostname')", "SET enable_external_access = true", "COPY (SELECT 1) TO '/tmp/nightshift-escaped'",
    ] {
      await #expect(throws: Failure.self) { try await fenced.run(script) }
    }
    try Files.remove(inside)
  }

  @Test func theCallersSecretsDoNotReachTheChild() async throws {
    var world = Self.world
    world.environment["SHOP_DSN"] = "secret"
    let other = try DuckDB(world: world, memory: 256 << 20, threads: 1, temporary: temporary)
    let rows = try await other.query("SELECT coalesce(getenv('SHOP_DSN'), 'unset') AS v", as: [String: String].self)
    #expect(rows.first?["v"] != "secret")
  }

  @Test func itsVersionIsKnown() async throws {
    #expect(try await duckdb.version.hasPrefix("v"))
  }

  @Test func missingBinaryIsNamedWithTheWayToGetIt() {
    var world = Self.world
    world.environment = ["PATH": "/nowhere"]
    world.currentDirectory = "/nowhere"
    let none = #expect(throws: Failure.self) { try DuckDB(world: world, memory: 1, threads: 1, temporary: "/tmp") }
    #expect(none?.code == 4001 && none?.hint?.contains("make tools") == true)
    world.environment["NIGHTSHIFT_DUCKDB"] = "/nowhere/duckdb"
    let named = #expect(throws: Failure.self) { try DuckDB(world: world, memory: 1, threads: 1, temporary: "/tmp") }
    #expect(named?.message.contains("/nowhere/duckdb") == true)
  }

  @Test func toolsFolderComesBeforePath() throws {
    let folder = "\(temporary)-tools"
    try Files.makeDirectory("\(folder)/.tools/bin")
    defer { try? Files.remove(folder) }
    #expect(symlink(duckdb.binary, "\(folder)/.tools/bin/duckdb") == 0)
    var world = Self.world
    world.environment["NIGHTSHIFT_DUCKDB"] = nil
    world.currentDirectory = folder
    #expect(try DuckDB(world: world, memory: 1, threads: 1, temporary: "/tmp").binary == "\(folder)/.tools/bin/duckdb")
  }

  @Test(arguments: [
    "", "it's", "a\"b", "x\n.shell touch /tmp/nightshift-pwned\n", "tab\tand\rreturn", "é—好", "\\n", "'; DROP TABLE x; --",
  ])
  func quotedTextSurvivesARoundTrip(text: String) async throws {
    let rows = try await duckdb.query("SELECT \(DuckDB.literal(text)) AS \(DuckDB.identifier("a\"b"))", as: [String: String].self)
    #expect(rows == [["a\"b": text]])
    #expect(!Files.exists("/tmp/nightshift-pwned"))
  }
}
