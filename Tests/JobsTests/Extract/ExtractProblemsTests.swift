import Drivers
import JobKit
import Jobs
import Kernel
import Pipeline
import Testing

/// What can be wrong with an extract, in the job file and in the database.
@Suite struct ExtractProblemsTests {
  @Test(arguments: [
    ("connection: lake\ntables: { t: { mode: full, key: id } }", 6301, "the connection 'lake' is not of kind postgres"),
    ("connection: shp\ntables: { t: { mode: full, key: id } }", 6301, "there is no connection 'shp'"),
    ("connection: shop\ntables: { t: { mode: full, key: id, cursor: at } }", 6302, "'cursor' of table 't' means nothing with `mode: full`"),
    ("connection: shop\ntables: { t: { mode: full, key: id, mask: { id: drop } } }", 6302, "cannot be masked with 'drop'"),
    ("connection: shop\ntables: { a/b: { mode: full, key: id } }", 6302, "cannot name a folder"),
    ("connection: shop\ntables: { t: { mode: full, key: id, mask: { x: hmca } } }", 6303, "there is no mask 'hmca'"),
    (
      "connection: shop\ntables: { t: { mode: follow, key: id, parent: order, on: x }, orders: { mode: full, key: id } }", 6304,
      "follows 'order'"
    ),
    ("connection: shop\ntables: { t: { mode: full, key: '' } }", 3217, "it is empty"),
    ("connection: shop\ntables: { t: { key: id } }", 1003, "'mode'"), ("connection: shop\ntables: { t: { mode: full } }", 1003, "'key'"),
    ("connection: shop\ntables: { t: { mode: incremental, key: id } }", 1003, "'cursor'"), ("connection: shop", 1003, "'tables'"),
    ("connection: shop\nsnapshot: each\ntables: { t: { mode: full, key: id } }", 1009, "each"),
    ("connection: shop\ntables: { t: { mode: full, key: id, kye: x } }", 1001, "'kye'"),
  ])
  func theJobFileSaysWhatIsWrong(_ yaml: String, _ code: Int, _ message: String) async throws {
    let diagnostics = try await ExtractFixture().job(yaml).diagnostics
    #expect(diagnostics.contains { $0.code == Code(number: code) && $0.message.contains(message) }, "\(diagnostics)")
    #expect(diagnostics.count == 1, "\(diagnostics)")
  }

  @Test func theExampleIsRight() async throws {
    let reading = YAMLReader.read(text: Extract.example, file: "example.yaml")
    let body = try #require(reading.value?.pairs?.first?.value)
    var fields = Fields(body, what: "the example")
    fields.accept(["kind"])
    let fixture = try await ExtractFixture()
    let job = Extract(&fields, in: fixture.scope())
    fields.finish()
    #expect(fields.diagnostics.isEmpty)
    #expect(job.writes == [TableName("shop.customers"), TableName("shop.orders"), TableName("shop.order_items")])
    #expect(job.reads.isEmpty)
  }

  @Test func theDeclaredKeysAreThoseThatAreRead() async throws {
    let fixture = try await ExtractFixture()
    var fields = Fields(try #require(YAMLReader.read(text: "connection: shop", file: "x").value), what: "x")
    _ = Extract(&fields, in: fixture.scope())
    #expect(fields.knownKeys == Extract.keys.map(\.name).sorted())
  }

  @Test func aMissingTableIsNamedWithTheNearestOneThereIs() async throws {
    let fixture = try await ExtractFixture("CREATE TABLE orders (id int); CREATE TABLE zebra (id int)")
    let near = await expect(6311) { _ = try await fixture.run("  order: { mode: full, key: id }") }
    #expect(near?.hint == "did you mean 'orders'?")
    let far = await expect(6311) { _ = try await fixture.run("  something_else: { mode: full, key: id }") }
    #expect(far?.hint == "tables: orders, zebra")
    await expect(6311) { _ = try await fixture.run("  orders: { mode: full, key: id, schema: elsewhere }") }
  }

  @Test(arguments: ["  orders: { mode: full, key: order_id }", "  orders: { mode: incremental, key: id, cursor: changed_at }"])
  func aMissingColumnIsNamed(_ tables: String) async throws {
    let fixture = try await ExtractFixture("CREATE TABLE orders (id int, status text)")
    let failure = await expect(6312) { _ = try await fixture.run(tables) }
    #expect(failure?.hint == "columns: id, status")
  }

  @Test func aDroppedColumnIsNoColumn() async throws {
    let fixture = try await ExtractFixture(
      "CREATE TABLE t (a int, id int, b int); ALTER TABLE t DROP COLUMN a; INSERT INTO t VALUES (1, 2)")
    #expect(try await fixture.run("  t: { mode: full, key: id }").lines("t") == [#"{"id":1,"b":2}"#])
    await expect(6312) { _ = try await fixture.run("  t: { mode: full, key: a }") }
  }

  @Test(arguments: [("(1, 'a'), (2, 'b'), (2, 'c'), (3, 'd'), (3, 'e')", "2 rows"), ("(1, 'a'), (NULL, 'b')", "1 row ")])
  func rowsThatCannotBeToldApartAreNotPublished(_ rows: String, _ count: String) async throws {
    let fixture = try await ExtractFixture("CREATE TABLE t (id int, v text); INSERT INTO t VALUES \(rows)")
    let failure = await expect(6315) { _ = try await fixture.run("  t: { mode: full, key: id }") }
    #expect(failure?.message.hasPrefix(count) == true)
  }

  @Test func severalColumnsCanMakeTheKey() async throws {
    let fixture = try await ExtractFixture("CREATE TABLE t (a int, b text); INSERT INTO t VALUES (2, 'x'), (1, 'y'), (1, 'x')")
    #expect(
      try await fixture.run("  t: { mode: full, key: [a, b] }").lines("t") == [
        #"{"a":1,"b":"x"}"#, #"{"a":1,"b":"y"}"#, #"{"a":2,"b":"x"}"#,
      ])
  }

  @Test func permissionIsAQuestionOfTheDatabase() async throws {
    let fixture = try await ExtractFixture("CREATE TABLE t (id int); REVOKE ALL ON t FROM PUBLIC")
    let stranger = try await fixture.as(user: "locked", password: "right")
    await expect(3215) { _ = try await stranger.run("  t: { mode: full, key: id }") }
    await expect(3205) { _ = try await fixture.as(user: "locked", password: "wrong").run("  t: { mode: full, key: id }") }
  }

  @Test func anUnknownZoneIsSaidBeforeAnythingIsRead() async throws {
    let fixture = try await ExtractFixture("CREATE TABLE t (id int)")
    await expect(3301) { _ = try await fixture.run("  t: { mode: full, key: id }", zone: "Asia/Taipai") }
  }

  @Test func textThatIsNotUTF8IsRefused() async throws {
    let fixture = try await ExtractFixture(encoding: "SQL_ASCII")
    try await fixture.database.execute(#"CREATE TABLE t (id int, v text); INSERT INTO t VALUES (1, E'caf\xe9')"#)
    await expect(3219) { _ = try await fixture.run("  t: { mode: full, key: id }") }
    try await fixture.database.execute(#"UPDATE t SET v = E'caf\xc3\xa9'"#)
    #expect(try await fixture.run("  t: { mode: full, key: id }").lines("t") == [#"{"id":1,"v":"café"}"#])
  }

  @Test func cancellingEndsTheExtract() async throws {
    let fixture = try await ExtractFixture("CREATE VIEW slow AS SELECT 1 AS id, pg_sleep(600)::text AS s")
    let run = Task { _ = try await fixture.run("  slow: { mode: full, key: id }") }
    let active = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%' AND state = 'active'"
    while try await fixture.database.query(active).value == "0" { await Task.yield() }
    run.cancel()
    await #expect(throws: CancellationError.self) { try await run.value }
    while try await fixture.database.query(active).value != "0" { await Task.yield() }
  }
}
