import Drivers
import FoundationEssentials
import Kernel
import TestSupport
import Testing

@testable import DemoData

/// The shop in a real PostgreSQL, day by day: what is planted is there, and nothing else is wrong.
@Suite struct ShopScriptsTests {
  private static let days = 14

  private struct Shop {
    let connection: PostgresConnection
    let planted: [Ledger.Entry]
    let raw: RawReader

    func ids(_ sql: String) async throws -> [String] { try await connection.query(sql).rows.compactMap { $0.first ?? nil }.sorted() }
    func planted(_ kind: DefectKind) -> [String] { planted.filter { $0.kind == kind }.flatMap(\.ids).sorted() }
  }

  private func withShop(_ body: (Shop) async throws -> Void) async throws {
    let dsn = try await ThrowawayPostgres.shared().database()
    try await inScratchFolder { path in
      let folder = DemoFolder(path: path)
      let settings = Demo.settings(days: Self.days, scale: 0.1)
      _ = try Generator(settings: settings, folder: folder).run()
      _ = try await Deliverer(folder: folder, lake: "\(path)/lake", until: settings.end.start).run(dsn: dsn)
      let connection = try await PostgresConnection.open(dsn: dsn)
      let planted = try JSONDecoder().decode(Ledger.Document.self, from: Data(try Files.read(folder.planted))).defects
      try await body(Shop(connection: connection, planted: planted, raw: try RawReader(spool: folder.spool)))
      await connection.close()
    }
  }

  @Test func rowsHoldWhatWasPlantedAndKeepEveryOtherRule() async throws {
    try await withShop { (shop) async throws in
      #expect(shop.planted(.orderTotal).count == 5 && shop.planted(.orphanItem).count == 3 && shop.planted(.orphanPayment).count == 2)
      #expect(
        try await shop.ids(
          "SELECT id FROM orders o WHERE total_amount <> (SELECT sum(price * quantity) FROM order_items WHERE order_id = o.id)")
          == shop.planted(.orderTotal))
      #expect(
        try await shop.ids("SELECT id FROM order_items WHERE order_id NOT IN (SELECT id FROM orders)") == shop.planted(.orphanItem))
      #expect(try await shop.ids("SELECT id FROM payments WHERE order_id NOT IN (SELECT id FROM orders)") == shop.planted(.orphanPayment))
      for rule in Self.rules { #expect(try await shop.ids(rule) == [], "\(rule)") }
      #expect(try await shop.ids("SELECT DISTINCT status FROM orders WHERE status = 'COMPLETED'") == ["COMPLETED"])
    }
  }

  /// Each selects the rows that break it.
  private static let rules = [
    "SELECT id FROM orders o WHERE NOT EXISTS (SELECT 1 FROM order_items WHERE order_id = o.id)",
    "SELECT id FROM orders WHERE effective_amount > total_amount OR effective_amount <= 0 OR currency <> 'TWD' OR updated_at < created_at",
    "SELECT p.id FROM payments p JOIN orders o ON o.id = p.order_id WHERE p.amount <> o.effective_amount OR p.currency <> o.currency",
    "SELECT id FROM payments WHERE (status = 'COMPLETED') <> (transaction_id IS NOT NULL) OR status = 'FAILED' AND failure_reason IS NULL",
    "SELECT transaction_id FROM payments GROUP BY 1 HAVING transaction_id IS NOT NULL AND count(*) > 1",
    "SELECT order_id FROM payments WHERE status = 'COMPLETED' GROUP BY 1 HAVING count(*) > 1",
    "SELECT id::text FROM inventories WHERE total_quantity <> available_quantity + reserved_quantity OR available_quantity < 0 OR reserved_quantity < 0",
    """
    SELECT id::text FROM inventories v WHERE reserved_quantity <>
      (SELECT coalesce(sum(quantity), 0) FROM inventory_reservations r WHERE r.inventory_id = v.id AND r.status = 'ACTIVE')
    """,
    "SELECT id::text FROM order_items WHERE quantity <= 0 OR price <= 0 OR product_id NOT IN (SELECT product_id FROM products)",
    "SELECT id FROM customers WHERE reward_points_balance < 0 OR membership_level NOT IN ('STANDARD', 'SILVER', 'GOLD', 'PLATINUM', 'VIP')",
    "SELECT id FROM customers WHERE phone !~ '^09[0-9]{8}$' OR email !~ '^[a-z0-9.]+@[a-z.]+$' OR birth_date > registration_date",
    """
    SELECT o.id FROM orders o LEFT JOIN payments p ON p.order_id = o.id
      WHERE o.status IN ('PAID', 'PROCESSING', 'SHIPPING', 'DELIVERED', 'COMPLETED') AND p.status IS DISTINCT FROM 'COMPLETED'
    """,
  ]

  /// The wall times of Taipei in the tables end with the UTC day, and the row of every order, customer and completed payment has its event.
  @Test func rowsAgreeWithEvents() async throws {
    try await withShop { (shop) async throws in
      func events(_ type: String) -> [String] {
        Set(shop.raw.events.filter { $0.event.eventType == type }.map(\.event.aggregateId)).sorted()
      }
      #expect(try await shop.ids("SELECT id FROM orders") == events("OrderCreated"))
      #expect(
        try await shop.ids("SELECT id FROM orders WHERE created_at < '2026-11-22 07:00'").allSatisfy(Set(events("OrderSubmitted")).contains)
      )
      let orphans = Set(shop.planted(.orphanPayment))
      #expect(
        try await shop.ids("SELECT id FROM payments WHERE status = 'COMPLETED'").filter { !orphans.contains($0) }
          == events("PaymentCompleted"))
      #expect(
        try await shop.ids("SELECT id FROM customers WHERE registration_date > '2026-11-08'").allSatisfy(
          Set(events("CustomerCreated")).contains))
      #expect(
        try await shop.connection.query("SELECT max(updated_at) < '2026-11-22 08:00', max(updated_at) > '2026-11-22 07:00' FROM orders")
          .rows == [["t", "t"]])
    }
  }

  @Test func oneTableStandsStillOnTheLastTwoDaysAndOnNoOther() async throws {
    let dsn = try await ThrowawayPostgres.shared().database()
    try await inScratchFolder { path in
      let folder = DemoFolder(path: path)
      let settings = Demo.settings(days: 5, scale: 0.1)
      _ = try Generator(settings: settings, folder: folder).run()
      let connection = try await PostgresConnection.open(dsn: dsn)
      var moved: [Bool] = []
      var quantities: Set<String> = []
      for day in 1...5 {
        _ = try await Deliverer(folder: folder, lake: "\(path)/lake", until: settings.from.adding(days: day).start).run(dsn: dsn)
        let midnightInTaipei = "\(settings.from.adding(days: day - 1)) 08:00"
        moved.append(try await connection.query("SELECT max(updated_at) > $1::timestamp FROM inventories", midnightInTaipei).value == "t")
        quantities.insert(try await connection.query("SELECT sum(available_quantity) FROM inventories").value ?? "")
      }
      await connection.close()
      #expect(moved == [true, true, true, false, false])
      #expect(quantities.count == 5)
      let planted = try JSONDecoder().decode(Ledger.Document.self, from: Data(try Files.read(folder.planted))).defects
      #expect(planted.filter { $0.kind == .staleTable }.map(\.date.description) == ["2026-11-11", "2026-11-12"])
    }
  }
}
