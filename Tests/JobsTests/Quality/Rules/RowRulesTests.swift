import Drivers
import Kernel
import Scoring
import TestSupport
import Testing

@testable import Jobs

/// Every rule that looks at rows, on rows with known defects.
@Suite struct RowRulesTests {
  static let rows = """
    SELECT * FROM (VALUES
      (1, 'a@x', 'OPEN', '10', 5, 'TWD', 1.0, 2.0, 7),
      (2, '', 'OPEN', '11', 0, 'TW', 3.0, 2.0, 7),
      (3, NULL, 'LOST', 'x', 99, 'twd', 2.0, 2.0, 8),
      (3, 'b@x', 'DONE', '1.5', 6, NULL, NULL, 2.0, 99),
      (5, 'c@x', NULL, NULL, NULL, 'TWD', 1.5, 2.0, NULL)
    ) AS t(id, email, status, amount, quantity, currency, low, high, customer_id)
    """

  static let file = """
    dataset: curated.things
    key: id
    checks:
      - required: email
      - unique: id
      - in: status
        values: [OPEN, DONE]
      - type: amount
        is: integer
      - range: quantity
        min: 1
        max: 10
      - regex: currency
        pattern: '[A-Z]{3}'
      - length: currency
        min: 3
        max: 3
      - compare: low <= high
      - ref: customer_id
        to: shop.customers.id
      - sql: SELECT t.id FROM this AS t JOIN shop.customers AS c ON c.id = t.customer_id WHERE c.blocked
        name: no_blocked_customer
      - required: status
        name: open_has_status
        where: id < 3
    """

  private func night<Result>(_ body: (QualityHarness.Night) throws -> Result) async throws -> Result {
    try await inScratchFolder { root in
      let harness = try QualityHarness(root)
      try harness.checkFile("things", Self.file)
      try harness.checkFile("customers", "dataset: shop.customers\npartitions: whole\nkey: id\nchecks: []")
      try await harness.publish("curated.things", rows: Self.rows)
      try await harness.publish("shop.customers", json: true, rows: "SELECT * FROM (VALUES (7, true), (8, false)) AS c(id, blocked)")
      return try body(try await harness.night())
    }
  }

  @Test func everyDefectIsCountedExactly() async throws {
    let expected: [(name: String, failing: Int, evaluated: Int)] = [
      ("email.required", 2, 5), ("id.unique", 1, 5), ("status.in", 1, 4), ("amount.type", 2, 4), ("quantity.range", 2, 4),
      ("currency.regex", 2, 4),
      ("currency.length", 1, 4), ("low.compare", 1, 4), ("customer_id.ref", 1, 4), ("no_blocked_customer", 2, 5), ("open_has_status", 0, 2),
    ]
    try await night { night in
      #expect(night.report.datasets.first?.checks.count == expected.count)
      for (name, failing, evaluated) in expected {
        let check = try night.check(name)
        #expect(check.failing == failing && check.evaluated == evaluated, "\(name): \(check.finding)")
        #expect(check.state == (failing == 0 ? .pass : .fail), "\(name)")
      }
    }
  }

  @Test func failingRowsAreNamedByTheirKeysOnly() async throws {
    try await night { night in
      #expect(try night.rows("email.required") == [#"{"id":"2"}"#, #"{"id":"3"}"#])
      #expect(try night.rows("id.unique") == [#"{"id":"3"}"#])
      #expect(try night.rows("customer_id.ref") == [#"{"id":"3"}"#])
      #expect(try night.rows("no_blocked_customer") == [#"{"id":"1"}"#, #"{"id":"2"}"#])
      #expect(try night.rows("open_has_status").isEmpty)
      for entry in try Files.list(night.folder) { #expect(!(try Files.readText("\(night.folder)/\(entry.path)")).contains("@x")) }
    }
  }

  @Test func oneBrokenCheckCostsOneError() async throws {
    try await inScratchFolder { root in
      let harness = try QualityHarness(root)
      try harness.checkFile(
        "things",
        """
        dataset: curated.things
        key: id
        checks:
          - required: id
          - required: nowhere
          - range: quantity
            min: 0
          - sql: SELEC id FROM this
            name: wrong_sql
          - unique: id
          - required: id
            name: wrong_condition
            where: "quantity >"
          - regex: status
            pattern: "("
          - sql: SELECT status FROM this WHERE id = 1
            name: without_key
        """)
      try await harness.publish("curated.things", rows: Self.rows)
      let night = try await harness.night()
      let states = Dictionary(uniqueKeysWithValues: night.report.checks.map { ($0.check.name, $0.check.state) })
      #expect(
        states == [
          "id.required": .pass, "nowhere.required": .error, "quantity.range": .pass, "wrong_sql": .error, "id.unique": .fail,
          "wrong_condition": .error,
          "status.regex": .error, "without_key": .error,
        ])
      #expect(try night.check("nowhere.required").finding.hasPrefix("NS4002"))
    }
  }

  @Test func checksReadOnlyTheLake() async throws {
    try await inScratchFolder { root in
      let harness = try QualityHarness(root)
      let escape = "/tmp/nightshift-quality-escaped"
      try Files.remove(escape)
      try harness.checkFile(
        "things",
        """
        dataset: curated.things
        checks:
          - sql: SELECT content AS id FROM read_text('/etc/hostname')
            name: reads_outside
          - sql: |
              SELECT 1 AS id
              .shell touch \(escape)
            name: shell_escape
        """)
      try await harness.publish("curated.things", rows: Self.rows)
      let night = try await harness.night()
      #expect(night.report.checks.allSatisfy { $0.check.state == .error })
      #expect(!Files.exists(escape))
    }
  }

  @Test func atMostAThousandRowsAreListedAndAllAreCounted() async throws {
    try await inScratchFolder { root in
      let harness = try QualityHarness(root)
      try harness.checkFile("things", "dataset: curated.things\nkey: id\nchecks:\n  - required: email")
      try await harness.publish("curated.things", rows: "SELECT range AS id, NULL AS email FROM range(2500)")
      let night = try await harness.night()
      #expect(try night.check("email.required").failing == 2500)
      #expect(try night.rows("email.required").count == 1000)
      #expect(try night.check("email.required").examples.count == 3)
    }
  }

  @Test func changesOfSeveralDatesAreReadNewestFirst() async throws {
    try await inScratchFolder { root in
      let harness = try QualityHarness(root)
      let date = QualityHarness.date
      try harness.checkFile(
        "orders",
        """
        dataset: shop.orders
        key: id
        checks:
          - sql: SELECT id FROM shop.orders WHERE total <> 5
            name: newest_total
          - ref: parent
            to: shop.orders.id
        """)
      try await harness.publish(
        "shop.orders", on: date.adding(days: -1), json: true,
        rows: "SELECT * FROM (VALUES ('a', 1, 'a'), ('b', 5, 'a')) AS t(id, total, parent)")
      try await harness.publish("shop.orders", on: date.adding(days: 1), json: true, rows: "SELECT 'c' AS id, 9 AS total, 'a' AS parent")
      try await harness.publish(
        "shop.orders", json: true, rows: "SELECT * FROM (VALUES ('a', 5, 'b'), ('d', 7, 'c')) AS t(id, total, parent)")
      let night = try await harness.night()
      #expect(try night.rows("newest_total") == [#"{"id":"d"}"#])
      #expect(try night.rows("parent.ref") == [#"{"id":"d"}"#])
    }
  }

  @Test func anExtractsOwnTypesAreUsed() async throws {
    try await inScratchFolder { root in
      let harness = try QualityHarness(root)
      try harness.checkFile(
        "t", "dataset: shop.t\nkey: id\nchecks:\n  - sql: SELECT id FROM this WHERE amount * 3 <> 0.30 OR id <> '007'\n    name: exact")
      let schema =
        #"{"columns":[{"name":"id","type":"character varying(36)","nullable":false},{"name":"amount","type":"numeric(19,2)","nullable":false},{"name":"gone","type":"text","nullable":true,"mask":"drop"}]}"#
      try await harness.publish("shop.t", json: true, schema: schema, rows: "SELECT '007' AS id, 0.10 AS amount")
      #expect(try await harness.night().check("exact").state == .pass)
    }
  }
}
