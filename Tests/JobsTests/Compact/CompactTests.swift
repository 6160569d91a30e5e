import Drivers
import JobKit
import Kernel
import Lake
import State
import Testing

@testable import Jobs

@Suite struct CompactTests {
  static let at = "2026-11-21T03:00:00Z"
  static let next = EventLake.date.adding(days: 1)

  struct Fixed: Decodable, Equatable {
    let event_id: String, event_type: String, aggregate_id: String?, occurred_at: String, arrived_at: String, source_object: String
  }

  static let fixed = "event_id, event_type, aggregate_id, occurred_at, arrived_at, source_object"

  @Test func exactlyTheRowsOfTheDateComeOutTyped() async throws {
    let lake = try EventLake()
    let key = try lake.put(
      "2026-11-21T03",
      [
        EventLake.event(
          "b", at: "2026-11-21T03:10:00.5Z", "\"amount\":{\"v\":1200.00,\"zero\":false},\"n\":5,\"items\":[{\"q\":1},{\"q\":3000000000}]"),
        EventLake.event("a", "Cart", at: "2026-11-20T23:59:59.999999Z", "\"other\":1"),
        EventLake.event("c", "Cart", at: "2026-11-21T00:00:00Z", "\"n\":7,\"big\":12345678901234567890123,\"nothing\":null"), "broken",
      ])
    try await lake.crawl()
    let outcome = try await lake.compact()
    #expect(
      try await lake.rows(Self.fixed, as: Fixed.self) == [
        Fixed(
          event_id: "c", event_type: "Cart", aggregate_id: "agg-c", occurred_at: "2026-11-21 00:00:00", arrived_at: "2026-11-21 03:00:00",
          source_object: key),
        Fixed(
          event_id: "b", event_type: "OrderSubmitted", aggregate_id: "agg-b", occurred_at: "2026-11-21 03:10:00.5",
          arrived_at: "2026-11-21 03:00:00", source_object: key),
      ])
    struct Payload: Decodable, Equatable { let v: Double?, zero: Bool?, n: Int, q: Int?, big: String?, nothing: String? }
    #expect(
      try await lake.rows("amount.v, amount.zero, n, items[2].q AS q, big, nothing", as: Payload.self) == [
        Payload(v: nil, zero: nil, n: 7, q: nil, big: "12345678901234567890123", nothing: nil),
        Payload(v: 1200, zero: false, n: 5, q: 3_000_000_000, big: nil, nothing: nil),
      ])
    struct Types: Decodable, Equatable { let t: String }
    #expect(
      try await lake.rows("typeof(amount) || typeof(items) || typeof(n) AS t", as: Types.self).first?.t
        == "STRUCT(v DOUBLE, zero BOOLEAN)STRUCT(q BIGINT)[]BIGINT")
    #expect(outcome.rows(.in) == 2 && outcome.rows(.out) == 2 && outcome.addsUp)
    #expect(outcome.rows(.late, "hours") == 1, "the row of midnight arrived in the fourth hour")
    #expect(outcome.publications.map(\.target) == ["curated/events/year=2026/month=11/day=21"])
    await #expect(throws: Failure.self) { try await lake.rows("other", as: [String: Int].self) }
  }

  @Test func equalIdsAreOneRowTheEarliest() async throws {
    let lake = try EventLake()
    try lake.put("2026-11-21T05", "z", [EventLake.event("1", at: Self.at, "\"n\":3"), EventLake.event("1", at: Self.at, "\"n\":4")])
    try lake.put("2026-11-21T04", "b", [EventLake.event("1", at: Self.at, "\"n\":2"), EventLake.event("2", at: Self.at, "\"n\":9")])
    try lake.put("2026-11-21T04", "a", [EventLake.event("1", at: Self.at, "\"n\":1")])
    try await lake.crawl()
    let outcome = try await lake.compact()
    #expect(try await lake.rows("n", as: [String: Int].self) == [["n": 1], ["n": 9]])
    #expect(outcome.rows(.in) == 5 && outcome.rows(.out) == 2 && outcome.rows(.duplicate) == 3 && outcome.addsUp)
  }

  @Test func conflictingFieldsAreText() async throws {
    let lake = try EventLake()
    try lake.put(
      "2026-11-21T03",
      [
        EventLake.event("1", "A", at: Self.at, "\"c\":\"plain\",\"m\":1"),
        EventLake.event("2", "B", at: Self.at, "\"c\":{\"value\":\"x\",\"id\":[1]},\"m\":\"one\""),
      ])
    try await lake.crawl()
    try await lake.compact()
    #expect(
      try await lake.rows("c, m", as: [String: String].self) == [["c": "plain", "m": "1"], ["c": #"{"value":"x","id":[1]}"#, "m": "one"]])
  }

  @Test func keysThatDifferInCaseOrAreNoColumnNamesLoseNothing() async throws {
    let lake = try EventLake()
    try lake.put(
      "2026-11-21T03",
      [
        EventLake.event("1", at: Self.at, #""sku":"low","SKU":"up","Event_Type":"mine","":1,"a\nb":2,"o":{"K":1,"k":2},"q\"x":3"#),
        EventLake.event("2", at: Self.at, #""Sku":"mixed","sku_2":"taken""#),
      ])
    try await lake.crawl()
    try await lake.compact()
    let rows = try await lake.rows(
      #"* EXCLUDE (event_id, event_type, aggregate_id, occurred_at, arrived_at, source_object)"#, as: [String: AnyJSON].self)
    #expect(rows.count == 2)
    let names = Set(rows[0].keys)
    #expect(names.isSuperset(of: ["SKU", "sku_2", "Event_Type_2", "_", "a_b", "o", "q\"x"]), "\(names)")
    let first = rows[0].values.map(\.text).sorted(), second = rows[1].values.map(\.text).sorted()
    for value in ["low", "up", "mine", "1", "2", "3"] { #expect(first.contains(value), "\(value) in \(first)") }
    for value in ["mixed", "taken"] { #expect(second.contains(value), "\(value) in \(second)") }
    #expect(try await lake.rows("o.\"K\" AS a, o.k_2 AS b", as: [String: Int?].self).first == ["a": 1, "b": 2])
    #expect(lake.log.contains { $0.contains("sku") && $0.contains("->") })
  }

  @Test func personalValuesAreNowhereInTheOutput() async throws {
    let lake = try EventLake()
    let canaries = ["amy.wu@example.com", "王小明", "0955123456", "中正路一段", "0987-654-321", "leak@example.org", "deep@example.net"]
    try lake.put(
      "2026-11-21T03",
      [
        EventLake.event(
          "1", "CustomerCreated", at: Self.at,
          #""email":{"value":"amy.wu@example.com"},"customerName":{"name":"王小明"},"newPhone":{"phone":"0955123456"},"address":{"street":"中正路一段"}"#
        ),
        EventLake.event(
          "2", "PaymentFailed", at: Self.at, #""reason":"call 0987-654-321 or leak\u0040example.org","list":[{"x":["deep@example.net"]}]"#),
        EventLake.event("3", "PaymentFailed", at: Self.at, #""reason":"nothing of that kind, 1d0e6c0a-0912-4345-9678-0912345678ab""#),
        EventLake.event("4", "CustomerCreated", at: Self.at, #""email":{"value":"amy.wu@example.com"}"#),
        EventLake.event("2", "PaymentFailed", at: Self.at, #""reason":"leak@example.org""#),
      ])
    try await lake.crawl()
    let mask = "mask: { email.*: hmac, customerName.*: drop, newPhone.*: last4, address.*: drop }"
    let outcome = try await lake.compact(EventLake.date, mask)
    struct Row: Decodable, Equatable { let event_id: String, token: String?, phone: String?, reason: String? }
    let token = MaskingKey(secret: Redacted(EventLake.maskKey)).token("amy.wu@example.com".utf8)
    #expect(
      try await lake.rows("event_id, email.value AS token, newPhone.phone AS phone, reason", as: Row.self) == [
        Row(event_id: "1", token: token, phone: "3456", reason: nil),
        Row(event_id: "2", token: nil, phone: nil, reason: "call [redacted phone] or [redacted email]"),
        Row(event_id: "3", token: nil, phone: nil, reason: "nothing of that kind, 1d0e6c0a-0912-4345-9678-0912345678ab"),
        Row(event_id: "4", token: token, phone: nil, reason: nil),
      ])
    #expect(
      outcome.rows(.redacted, "email") == 1 && outcome.rows(.redacted, "phone") == 1 && outcome.rows(.duplicate) == 1 && outcome.addsUp)
    #expect(lake.log.contains("1 rows of PaymentFailed held an e-mail address in 'list[].x[]': redacted"))
    #expect(!lake.log.contains { line in canaries.contains { line.contains($0) } })
    // Compressed bytes hide text: what DuckDB reads back is what is there.
    let all = try await lake.rows("*", as: [String: AnyJSON].self).flatMap { $0.values.map(\.text) }.joined(separator: "\n")
    let raw = String(decoding: try Files.read(lake.parquet()), as: UTF8.self)
    for canary in canaries { #expect(!all.contains(canary) && !raw.contains(canary), "\(canary)") }
  }

  @Test(arguments: [nil, "", "fifteen bytes .."] as [String?])
  func hmacNeedsAKeyWorthTheName(key: String?) async throws {
    let lake = try EventLake()
    let failure = await #expect(throws: Failure.self) {
      try await lake.compact(EventLake.date, "mask: { email.*: hmac }", key: key.map { String($0.prefix(15)) })
    }
    #expect(failure?.code == 6121 && failure?.hint?.contains("16 bytes") == true)
    try await lake.compact(EventLake.date, "mask: { email.*: drop }", key: key)
  }

  @Test func aDateWithoutRowsIsAnEmptyPartition() async throws {
    let lake = try EventLake()
    let outcome = try await lake.compact()
    #expect(try await lake.rows(Self.fixed, as: Fixed.self) == [])
    #expect(outcome.rows(.in) == 0 && outcome.addsUp && outcome.publications.map(\.rows) == [0])
  }

  @Test func aPartitionNeverLosesRowsByItself() async throws {
    let lake = try EventLake()
    let purged = try lake.put("2026-11-21T03", "a", [EventLake.event("1", at: Self.at), EventLake.event("2", at: Self.at)])
    try lake.put("2026-11-21T03", "b", [EventLake.event("3", at: Self.at)])
    try await lake.crawl()
    _ = try await lake.compact()
    let before = try Files.read(lake.parquet())
    try lake.state.write { try $0.removeObject(EventLake.table, key: purged) }
    try Files.remove(lake.lake.path(purged))
    let outcome = try await lake.compact()
    guard case .stopped(let failure) = outcome.verdict else {
      Issue.record("it went on")
      return
    }
    #expect(failure.code == 6124)
    #expect(outcome.publications.isEmpty)
    #expect(try Files.read(lake.parquet()) == before)

    // However many late rows there are, they do not make up for those that are gone.
    try lake.put("2026-11-21T04", "late", (10..<20).map { EventLake.event("\($0)", at: Self.at) })
    try await lake.crawl()
    guard case .stopped(let again) = try await lake.compact().verdict else {
      Issue.record("late rows hid the loss")
      return
    }
    #expect(again.message.contains("1 of whose objects are gone"))
  }

  @Test func equalInputGivesEqualBytes() async throws {
    let records = (0..<5000).map {
      EventLake.event(
        "\($0 * 7919 % 5000)", ["A", "B", "C"][$0 % 3], at: "2026-11-21T03:\(($0 % 60).padded(2)):00Z",
        "\"n\":\($0 % 17),\"t\":\"text \($0)\"")
    }
    var seen: Set<[UInt8]> = []
    for (threads, order) in [(1, [0, 1, 2]), (2, [2, 0, 1]), (4, [1, 2, 0])] {
      let lake = try EventLake()
      for part in order {
        try lake.put("2026-11-21T04", "\(part)", Array(records[(part * 1600)..<(part * 1600 + 1700)]))
        // One crawl for each object: the inventory grows in another order each time.
        try await lake.crawl()
      }
      try await lake.compact(threads: threads)
      seen.insert(try Files.read(lake.parquet()))
      try await lake.compact(threads: threads)
      seen.insert(try Files.read(lake.parquet()))
    }
    #expect(seen.count == 1)
  }

  @Test func onlyTheDatesThatAnObjectTouchesBecomeStale() async throws {
    let lake = try EventLake()
    let job = try lake.compactJob()
    func versions() async throws -> [JobInputs] {
      var result: [JobInputs] = []
      for days in -1...1 { result.append(try await job.inputs(lake.context(EventLake.date.adding(days: days), "events"))) }
      return result
    }
    let key = try lake.put("2026-11-21T03", [EventLake.event("1", at: Self.at), EventLake.event("2", at: "2026-11-20T20:00:00Z")])
    try await lake.crawl()
    let before = try await versions()
    try await lake.compact()
    let bytes = try Files.read(lake.parquet())

    try lake.put(
      "2026-11-22T01",
      [EventLake.event("3", at: "2026-11-20T20:00:00Z", "\"fresh\":1.5"), EventLake.event("4", at: "2026-11-22T00:10:00Z")])
    try await lake.crawl()
    let after = try await versions()
    #expect(after[0] != before[0] && after[1] == before[1] && after[2] != before[2])

    // A transition moves an object without changing what it holds.
    let location = lake.lake.location(of: key, storageClass: "GLACIER")
    try Files.makeDirectory(Files.directory(of: lake.lake.path(location)))
    try Files.rename(lake.lake.path(key), to: lake.lake.path(location))
    try lake.state.write { try $0.moveObject(EventLake.table, key: key, to: location, storageClass: "GLACIER") }
    #expect(try await versions() == after)
    try await lake.compact()
    #expect(try Files.read(lake.parquet()) == bytes, "neither a later field nor another place changes a date's bytes")
  }

  @Test func anObjectThatIsNotWhatTheCrawlReadIsRefused() async throws {
    let lake = try EventLake()
    let key = try lake.put("2026-11-21T03", [EventLake.event("1", at: Self.at)])
    try await lake.crawl()
    try Files.create(lake.lake.path(key), GzipWriter.compress(Array(EventLake.event("2", at: Self.at).utf8)))
    let failure = await #expect(throws: Failure.self) { try await lake.compact() }
    #expect(failure?.code == 6122)
    try await lake.crawl()
    try await lake.compact()
    #expect(try await lake.rows("event_id", as: [String: String].self) == [["event_id": "2"]])
  }

  @Test func theOlderWireFormGivesTheSameRows() async throws {
    let inner = #"{"n":2,"eventType":"A","aggregateId":"a","eventId":"1","occurredOn":[2026,11,21,11,5,6,7000000]}"#
    let lake = try EventLake()
    try lake.put(
      "2026-11-21T03",
      [
        #"{"eventId":"1","eventType":"A","aggregateId":"a","occurredOn":[2026,11,21,11,5,6,7000000],"eventData":\#(inner),"processedAt":1763694306007}"#
      ])
    try await lake.crawl()
    try await lake.compact()
    let row = try #require(try await lake.rows("*", as: [String: AnyJSON].self).first)
    #expect(row.keys.sorted() == ["aggregate_id", "arrived_at", "event_id", "event_type", "n", "occurred_at", "source_object"])
    #expect(row["occurred_at"]?.text == "2026-11-21 03:05:06.007")
  }

  @Test func itsExampleIsReadWithoutAProblem() throws {
    let lake = try EventLake()
    let (job, diagnostics) = try lake.diagnose(Compact.example) { Compact(&$0, in: $1) }
    #expect(diagnostics == [])
    #expect(job.reads == [EventLake.table] && job.writes == [TableName("curated.events")])
    #expect(
      try lake.diagnose("kind: compact\nreads: raw.domain_events\nwrites: curated.events\nengine: spark") { Compact(&$0, in: $1) }.1.map(
        \.code) == [1009])
  }
}

/// Any value as text.
struct AnyJSON: Decodable, Equatable {
  let text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(String.self) {
      text = value
    } else if let value = try? container.decode(Int.self) {
      text = "\(value)"
    } else if let value = try? container.decode(Double.self) {
      text = "\(value)"
    } else if let value = try? container.decode([String: AnyJSON].self) {
      text = value.sorted { $0.key < $1.key }.map(\.value.text).joined(separator: "|")
    } else if let value = try? container.decode([AnyJSON].self) {
      text = value.map(\.text).joined(separator: "|")
    } else {
      text = ""
    }
  }
}
