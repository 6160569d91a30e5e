import Catalog
import Drivers
import Glibc
import JobKit
import Jobs
import Kernel
import State
import Testing

@Suite struct ExtractTests {
  private static let shop = """
    CREATE TABLE orders (id varchar(36) PRIMARY KEY, status text, updated_at timestamp);
    CREATE TABLE order_items (id bigint PRIMARY KEY, order_id varchar(36), quantity int);
    """

  @Test func theSameMomentGivesTheSameBytes() async throws {
    let fixture = try await ExtractFixture(Self.shop)
    try await fixture.database.execute(
      "INSERT INTO orders SELECT 'o' || n, 'PAID', '2026-11-21 12:00' FROM generate_series(1, 3000) n; "
        + "INSERT INTO order_items SELECT n, 'o' || (n % 3000 + 1), n FROM generate_series(1, 9000) n")
    let tables =
      "  orders: { mode: incremental, key: id, cursor: updated_at }\n  order_items: { mode: follow, parent: orders, on: order_id, key: id }"
    let first = try await fixture.run(tables)
    // Rows lie elsewhere on the server's disk, the content is the same.
    try await fixture.database.execute("UPDATE orders SET status = status; UPDATE order_items SET quantity = quantity WHERE id % 2 = 0")
    try await fixture.database.execute("VACUUM FULL orders")
    let second = try await fixture.run(tables)
    #expect(try first.files() == second.files())
    #expect(
      try first.files().keys.sorted() == [
        "shop.order_items/_schema.json", "shop.order_items/part-000.jsonl.gz", "shop.orders/_schema.json", "shop.orders/part-000.jsonl.gz",
      ])
    #expect(
      first.outcome.publications.map(\.target) == [
        "operational/shop.orders/date=2026-11-21", "operational/shop.order_items/date=2026-11-21",
      ])
    #expect(first.outcome.publications.map(\.rows) == [3000, 9000])
    #expect(
      first.outcome.edges == [
        EdgeCount(table: TableName("shop.orders"), edge: .in, rows: 3000),
        EdgeCount(table: TableName("shop.orders"), edge: .out, rows: 3000),
        EdgeCount(table: TableName("shop.order_items"), edge: .in, rows: 9000),
        EdgeCount(table: TableName("shop.order_items"), edge: .out, rows: 9000),
      ])
    #expect(first.outcome.counts["rows"] == 12_000)
  }

  @Test func rowsAreInTheByteOrderOfTheKey() async throws {
    let fixture = try await ExtractFixture(
      "CREATE TABLE t (id text COLLATE \"und-x-icu\", n int); INSERT INTO t VALUES ('b', 1), ('B', 2), ('é', 3), ('a', 4), ('Z', 5), ('10', 6), ('9', 7)"
    )
    let lines = try await fixture.run("  t: { mode: full, key: id }").lines("t")
    #expect(lines.map { String($0.dropFirst(7).prefix { $0 != "\"" }) } == ["10", "9", "B", "Z", "a", "b", "é"])
  }

  @Test func anEmptyTableIsAPartitionWithoutRows() async throws {
    let fixture = try await ExtractFixture(Self.shop)
    let extracted = try await fixture.run("  orders: { mode: full, key: id }")
    #expect(extracted.outcome.publications.map(\.rows) == [0])
    #expect(try extracted.lines("orders").isEmpty)
    #expect(try extracted.files().count == 2)
  }

  @Test func theSchemaFileTellsColumnsTypesAndMasks() async throws {
    let fixture = try await ExtractFixture(
      "CREATE TABLE customers (id int PRIMARY KEY, email varchar(255) NOT NULL, total numeric(19,2), name text)")
    let extracted = try await fixture.run("  customers: { mode: full, key: id, mask: { email: hmac, name: drop } }")
    let schema = String(decoding: try #require(try extracted.files()["shop.customers/_schema.json"]), as: UTF8.self)
    #expect(
      schema == """
        {
          "columns" : [
            {
              "name" : "id",
              "nullable" : false,
              "read_as" : "INTEGER",
              "type" : "integer"
            },
            {
              "mask" : "hmac",
              "name" : "email",
              "nullable" : false,
              "read_as" : "VARCHAR",
              "type" : "character varying(255)"
            },
            {
              "name" : "total",
              "nullable" : true,
              "read_as" : "DECIMAL(19,2)",
              "type" : "numeric(19,2)"
            },
            {
              "mask" : "drop",
              "name" : "name",
              "nullable" : true,
              "type" : "text"
            }
          ],
          "format" : "ndjson.gz",
          "key" : [
            "id"
          ],
          "table" : "shop.customers"
        }

        """)
  }

  @Test func ordersAndTheirItemsAreOfOneMoment() async throws {
    let fixture = try await ExtractFixture(Self.shop)
    let dsn = fixture.dsn
    let writer = Task {
      let connection = try await PostgresConnection.open(dsn: dsn)
      var number = 0
      while !Task.isCancelled {
        number += 1
        try await connection.execute(
          "BEGIN; INSERT INTO orders VALUES ('w\(number)', 'NEW', '2026-11-21 12:00'); INSERT INTO order_items VALUES (\(number), 'w\(number)', 1); COMMIT"
        )
      }
    }
    while try await fixture.database.query("SELECT count(*) FROM orders").value == "0" { await Task.yield() }
    var growth: Set<Int> = []
    for _ in 0..<20 {
      let extracted = try await fixture.run("  orders: { mode: full, key: id }\n  order_items: { mode: full, key: id }")
      let orders = try extracted.lines("orders"), items = try extracted.lines("order_items")
      let ids = Set(orders.map { $0.dropFirst(7).prefix { $0 != "\"" } })
      let parents = items.map { line in line.split(separator: "\"order_id\":\"")[1].prefix { $0 != "\"" } }
      #expect(Set(parents) == ids)
      growth.insert(orders.count)
    }
    writer.cancel()
    _ = await writer.result
    #expect(growth.count > 1, "the writer must have been at work meanwhile")
  }

  @Test func aServerThatDiesInTheMiddleLeavesNothingToPublish() async throws {
    let fixture = try await ExtractFixture(
      "CREATE TABLE big AS SELECT n AS id, repeat(md5(n::text), 20) AS v FROM generate_series(1, 60000) n")
    let batches = Counter()
    let command =
      "psql '\(fixture.dsn.reveal())' -qXc \"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%' AND pid <> pg_backend_pid()\" >/dev/null"
    await expect(3209, .backoff) {
      _ = try await fixture.run("  big: { mode: full, key: id }") { event in
        // The server cannot be far ahead: most of the 38 MB are still to come when it is stopped.
        if case .progress = event, batches.next() == 3 { #expect(system(command) == 0) }
      }
    }
    #expect((3..<100).contains(batches.next()))
    #expect(
      try fixture.state.read { try $0.watermark(JobName("extract_shop"), "big.id", before: ExtractFixture.date.adding(days: 1)) } == nil)
  }

  @Test func theWatermarkAndTheSchemaAreRecordedWithTheSuccess() async throws {
    let fixture = try await ExtractFixture(Self.shop + "INSERT INTO order_items VALUES (41, 'none', 1)")
    let tables = "  orders: { mode: full, key: id }\n  order_items: { mode: follow, parent: orders, on: order_id, key: id }"
    _ = try await fixture.run(tables)
    let job = JobName("extract_shop"), next = ExtractFixture.date.adding(days: 1)
    #expect(try fixture.state.read { try $0.watermark(job, "order_items.id", before: next) } == "41")
    _ = try await fixture.run("  orders: { mode: incremental, key: id, cursor: updated_at }")
    #expect(try fixture.state.read { try $0.watermark(job, "orders.updated_at", before: next) } == "2026-11-22T00:00:00Z")
  }

  @Test func aChangedTableGetsANewSchemaVersion() async throws {
    let fixture = try await ExtractFixture("CREATE TABLE t (id int, a text, b text)")
    let tables = "  t: { mode: full, key: id, mask: { a: hmac } }", table = TableName("shop.t")
    for _ in 0..<2 { _ = try await fixture.run(tables) }
    try await fixture.database.execute(
      "ALTER TABLE t DROP COLUMN b; ALTER TABLE t ADD COLUMN c date; ALTER TABLE t ALTER COLUMN id TYPE bigint")
    _ = try await fixture.run(tables, on: ExtractFixture.date.adding(days: 1))
    let versions = try fixture.state.read { try $0.schemas(table) }
    #expect(versions.map(\.version) == [1, 2])
    #expect(
      versions.first?.columns == #"[{"name":"id","type":"integer"},{"mask":"hmac","name":"a","type":"text"},{"name":"b","type":"text"}]"#)
    let columns: [TableColumn] = try SortedJSON.decode(try #require(versions.last?.columns))
    #expect(columns.map { "\($0.name) \($0.type)" } == ["id bigint", "a text", "c date"])
    let changes: [SchemaChange] = try SortedJSON.decode(try #require(versions.last?.diff))
    #expect(
      changes.map { "\($0.change) \($0.path) \($0.from ?? "-") \($0.to ?? "-")" } == [
        "missing b text -", "added c - date", "widened id integer bigint",
      ])
  }

  @Test(arguments: [
    ("CREATE TABLE t (id int)", "TRUNCATE t"),
    ("CREATE TABLE t (id int) PARTITION BY RANGE (id); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (9)", "TRUNCATE t1"),
  ])
  func aTableEmptiedUnderTheSnapshotIsNotTakenForEmpty(_ create: String, _ truncate: String) async throws {
    let fixture = try await ExtractFixture("\(create); INSERT INTO t VALUES (1)")
    let command = "psql '\(fixture.dsn.reveal())' -qXc '\(truncate)'"
    await expect(6318, .backoff) {
      _ = try await fixture.run("  t: { mode: full, key: id }") { event in
        // The log line of the snapshot: it is taken, and no table is locked yet.
        if case .message(_, _, let text) = event, text.hasPrefix("snapshot") { #expect(system(command) == 0) }
      }
    }
    #expect(try await fixture.run("  t: { mode: full, key: id }").lines("t").isEmpty)
  }

  /// Once the first row is read, nobody can change the shape of a table that is still to come.
  @Test func aTableKeepsItsShapeUntilItsTurn() async throws {
    let fixture = try await ExtractFixture(
      "CREATE TABLE a (id int); INSERT INTO a VALUES (1); CREATE TABLE b (id int, v text); INSERT INTO b VALUES (1, 'x')")
    let command = "PGOPTIONS='-c lock_timeout=10ms' psql '\(fixture.dsn.reveal())' -qXc 'ALTER TABLE b DROP COLUMN v' 2>/dev/null"
    let extracted = try await fixture.run("  a: { mode: full, key: id }\n  b: { mode: full, key: id }") { event in
      if case .progress = event { #expect(system(command) != 0) }
    }
    #expect(try extracted.lines("b") == [#"{"id":1,"v":"x"}"#])
  }

  @Test func aTableOfAHostileNameIsOnlyATable() async throws {
    let fixture = try await ExtractFixture(
      #"CREATE SCHEMA "s""x"; CREATE TABLE "s""x"."t""; DROP TABLE t" ("k'""" int, "c\d" text); INSERT INTO "s""x"."t""; DROP TABLE t" VALUES (1, 'x')"#
    )
    let extracted = try await fixture.run(#"  't"; DROP TABLE t': { mode: full, key: "k'\"", schema: 's"x' }"#)
    #expect(try extracted.lines(#"t"; DROP TABLE t"#) == [#"{"k'\"":1,"c\\d":"x"}"#])
  }
}
