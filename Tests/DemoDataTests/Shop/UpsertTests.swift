import Kernel
import Testing

@testable import DemoData

@Suite struct UpsertTests {
  private func text(_ table: Upsert, _ rows: [[SQLValue]]) throws -> String {
    var text: [UInt8] = []
    try table.write(rows) { text += $0 }
    return String(decoding: text, as: UTF8.self)
  }

  @Test func literalsAreQuotedAndNothingIsWrittenForNoRows() throws {
    let table = Upsert(table: "t", columns: ["a", "b"], key: "a", changing: ["b"])
    #expect(try text(table, []) == "")
    #expect(
      try text(table, [[.text("O'Neil \\"), .null], [.amount(590), .time(Instant(seconds: 0))]]) == """
        INSERT INTO t (a, b) VALUES
        ('O''Neil \\', NULL),
        (590.00, '1970-01-01 08:00:00')
        ON CONFLICT (a) DO UPDATE SET b = EXCLUDED.b;

        """)
  }

  @Test func statementsStaySmall() throws {
    let table = Upsert(table: "t", columns: ["a"], key: "a", changing: [])
    let text = try text(table, (0..<1001).map { [.int($0)] })
    #expect(text.split(separator: ";\n").map { $0.split(separator: "\n").count - 1 } == [500, 500, 1])
  }
}
