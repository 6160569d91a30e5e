import Kernel
import Testing

@Suite struct NamesTests {
  @Test func aTablesNameHasAZoneAndARest() {
    #expect(TableName("raw.domain_events").zone == "raw")
    #expect(TableName("raw.domain_events").name == "domain_events")
    #expect(TableName("shop.public.orders").name == "public.orders")
    #expect(TableName("orders").zone == "orders" && TableName("orders").name.isEmpty)
  }

  @Test func cellsAreOrderedByDateAndThenByJob() throws {
    let (first, second) = (try #require(LogicalDate("2026-11-20")), try #require(LogicalDate("2026-11-21")))
    let cells = [Cell(job: JobName("b"), date: second), Cell(job: JobName("a"), date: second), Cell(job: JobName("z"), date: first)]
    #expect(cells.sorted().map(\.description) == ["z@2026-11-20", "a@2026-11-21", "b@2026-11-21"])
  }

  @Test func aSecretShowsNowhereButWhenAskedFor() {
    let secret = Redacted("hunter2")
    var dumped = ""
    dump(secret, to: &dumped)
    for shown in ["\(secret)", String(describing: secret), String(reflecting: secret), "\([secret])", "\(Optional(secret) as Any)", dumped]
    {
      #expect(!shown.contains("hunter2"))
      #expect(shown.contains("•••"))
    }
    #expect(secret.reveal() == "hunter2")
  }

  @Test func aFingerprintIsToldApartByItsBeginning() {
    let print = Fingerprint(hex: String(repeating: "0123456789abcdef", count: 4))
    #expect(print.short == "0123456789ab")
    #expect(print.description == print.hex)
    #expect(Fingerprint(hex: "0a") < Fingerprint(hex: "0b"))
  }
}
