import Drivers
import Kernel
import Testing

/// Children of extracted parents, and those that have none.
@Suite struct FollowTests {
  private static let shop = """
    CREATE TABLE orders (id varchar(36), updated_at timestamp);
    CREATE TABLE order_items (id bigint PRIMARY KEY, order_id varchar(36));
    INSERT INTO orders VALUES ('old', '2026-11-20 12:00'), ('today', '2026-11-21 12:00'), ('new', '2026-11-22 12:00');
    INSERT INTO order_items VALUES (1, 'old'), (2, 'today'), (3, 'today'), (4, 'new');
    """
  private static let tables =
    "  orders: { mode: incremental, key: id, cursor: updated_at }\n  order_items: { mode: follow, parent: orders, on: order_id, key: id }"

  @Test func childrenComeWithTheirParents() async throws {
    let fixture = try await ExtractFixture(Self.shop)
    #expect(try await ids(fixture, day: 21) == [2, 3])
    #expect(try await ids(fixture, day: 22) == [4])
  }

  @Test func aChildWithoutAParentIsSeenOnceOnTheDateItAppears() async throws {
    let fixture = try await ExtractFixture(Self.shop + "INSERT INTO order_items VALUES (5, 'nobody'), (6, NULL)")
    #expect(try await ids(fixture, day: 21) == [2, 3, 5, 6])
    try await fixture.database.execute("INSERT INTO order_items VALUES (7, 'nobody either'), (8, 'today')")
    #expect(try await ids(fixture, day: 22) == [4, 7])
    #expect(try await ids(fixture, day: 23) == [])
    // Another try of a date sees what the first one saw, not what later dates have moved on to.
    #expect(try await ids(fixture, day: 22) == [4, 7])
  }

  @Test func orphansOfAKeyThatDoesNotGrowAreSeenEveryDate() async throws {
    let fixture = try await ExtractFixture(
      "CREATE TABLE orders (id text, updated_at timestamp); CREATE TABLE order_items (id text, order_id text); INSERT INTO order_items VALUES ('a', 'nobody')"
    )
    for day in [21, 22] {
      #expect(try await fixture.run(Self.tables, on: Self.date(day)).lines("order_items") == [#"{"id":"a","order_id":"nobody"}"#])
    }
  }

  @Test func keysOfDifferentTypesAreComparedAsText() async throws {
    let id = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
    let fixture = try await ExtractFixture(
      """
      CREATE TABLE orders (id varchar(36), updated_at timestamp); INSERT INTO orders VALUES ('\(id)', '2026-11-21 12:00');
      CREATE TABLE order_items (id int, order_id uuid); INSERT INTO order_items VALUES (1, '\(id)')
      """)
    #expect(try await ids(fixture, day: 21) == [1])
  }

  @Test func aFullParentBringsAllItsChildren() async throws {
    let fixture = try await ExtractFixture(Self.shop)
    let extracted = try await fixture.run(
      "  orders: { mode: full, key: id }\n  order_items: { mode: follow, parent: orders, on: order_id, key: id }")
    #expect(try extracted.lines("order_items").count == 4)
  }

  @Test func aParentWithoutACursorCanBeIncludedWithItsChildren() async throws {
    let fixture = try await ExtractFixture(
      Self.shop + "INSERT INTO orders VALUES ('timeless', NULL); INSERT INTO order_items VALUES (9, 'timeless')")
    let extracted = try await fixture.run(
      "  orders: { mode: incremental, key: id, cursor: updated_at, null_cursor: include }\n  order_items: { mode: follow, parent: orders, on: order_id, key: id }"
    )
    #expect(try extracted.lines("order_items").map { $0.prefix(8) } == [#"{"id":2,"#, #"{"id":3,"#, #"{"id":9,"#])
  }

  private func ids(_ fixture: ExtractFixture, day: Int) async throws -> [Int] {
    try await fixture.run(Self.tables, on: Self.date(day)).lines("order_items").compactMap { Int($0.dropFirst(6).prefix { $0 != "," }) }
  }

  private static func date(_ day: Int) -> LogicalDate { LogicalDate(year: 2026, month: 11, day: day)! }
}
