import Catalog
import Drivers
import JobKit
import Kernel
import Lake
import State
import Testing

@testable import Jobs

@Suite struct CrawlTests {
  static let next = EventLake.date.adding(days: 1)

  @Test func aNightIsFoundCountedAndNothingIsLeftToDo() async throws {
    let lake = try EventLake()
    let job = try lake.crawlJob()
    let key = try lake.put(
      "2026-11-21T03",
      [
        EventLake.event("1", at: "2026-11-21T03:10:00Z"), EventLake.event("2", at: "2026-11-21T02:59:59Z"),
        EventLake.event("3", at: "2026-11-20T23:00:00Z"),
      ])
    // Arrivals until 02:00 of the next day belong to the night.
    try lake.put("2026-11-22T01", [EventLake.event("4", at: "2026-11-21T23:59:59.999Z"), EventLake.event("5", at: "2026-11-22T00:00:00Z")])
    try lake.put("2026-11-22T02", [EventLake.event("6", at: "2026-11-22T02:00:00Z")])
    #expect(try await job.inputs(lake.context(EventLake.date, "crawl_events")) == .pending("2 new objects in raw.domain_events"))
    let outcome = try await lake.crawl()
    #expect(outcome.rows(.in) == 5 && outcome.rows(.out) == 5 && outcome.addsUp)
    #expect(outcome.counts["objects"] == 2)
    #expect(try await job.inputs(lake.context(EventLake.date, "crawl_events")) == .pending(nil))
    #expect(try await job.inputs(lake.context(Self.next, "crawl_events")) == .pending("1 new object in raw.domain_events"))
    let dates = try lake.state.read { try $0.rowsByDate(EventLake.table) }
    #expect(dates == [EventLake.date.adding(days: -1): 1, EventLake.date: 3, Self.next: 1])
    let record = try #require(try lake.state.read { try $0.object(EventLake.table, key: key) })
    #expect(record.rows == 3 && record.rejected == 0 && record.location == key && record.crawledOn == EventLake.date)
    #expect(try record.sha256 == SHA256.of(file: lake.lake.path(key)))
    #expect(lake.log.contains { $0.contains("no object in year=2026/month=11/day=21/hour=04") })
    #expect(outcome.counts["missing_folders"] == 23)
  }

  @Test func everyRejectionHasItsReasonAndItsBytes() async throws {
    let lake = try EventLake()
    let good = EventLake.event("g", at: "2026-11-21T03:00:00Z", "\"n\":1")
    let records: [(String, String)] = [
      ("malformed", "{\"eventId\":\"x\",\"n\":"), ("not_an_object", "[1]"),
      ("missing_id", good.replacing("\"eventId\":\"g\"", with: "\"eventId\":null")),
      ("missing_id", good.replacing("\"eventId\":\"g\"", with: "\"eventId\":\"\"")),
      ("missing_id", good.replacing("\"eventId\":\"g\",", with: "")),
      ("wrong_type", good.replacing("\"eventId\":\"g\"", with: "\"eventId\":7")),
      ("missing_type", good.replacing("\"eventType\":\"OrderSubmitted\",", with: "")),
      ("missing_time", good.replacing(",\"occurredOn\":\"2026-11-21T11:00:00\"", with: "")),
      ("bad_time", good.replacing("2026-11-21T11:00:00", with: "2026-02-30T11:00:00")),
      ("bad_time", good.replacing("\"2026-11-21T11:00:00\"", with: "7")),
      ("future_time", good.replacing("2026-11-21T11:00:00", with: "2026-11-22T12:00:01")),
      ("wrong_type", good.replacing("\"n\":1", with: "\"n\":\"abc\"")),
      ("too_deep", "{\"eventId\":" + String(repeating: "[", count: 600) + String(repeating: "]", count: 600) + "}"),
      ("invalid_utf8", good.replacing("\"n\":1", with: "\"n\":\"\\ud800\"")),
    ]
    try lake.put(
      "2026-11-21T03", [good] + records.map(\.1) + [good.replacing("\"g\"", with: "\"h\""), good.replacing("\"g\"", with: "\"i\"")])
    let outcome = try await lake.crawl()
    let expected = records.reduce(into: [String: Int]()) { $0[$1.0, default: 0] += 1 }
    #expect(try lake.rejects() == expected)
    #expect(outcome.rows(.in) == records.count + 3 && outcome.rows(.out) == 3 && outcome.addsUp)
    for (reason, count) in expected { #expect(outcome.rows(.quarantined, reason) == count) }
    let lines = try lake.quarantined("2026-11-21T03").split(separator: "\n").map(String.init)
    struct Line: Decodable { let offset: Int, ordinal: Int, reason: String, detail: String, record: String }
    let decoded = try lines.map { try SortedJSON.decode($0, as: Line.self) }
    #expect(decoded.map(\.record) == records.map(\.1))
    #expect(decoded.map(\.reason) == records.map(\.0))
    #expect(decoded.map(\.ordinal) == Array(2...(records.count + 1)))
    #expect(decoded.first?.offset == good.utf8.count + 1)
    #expect(!decoded.contains { $0.detail.contains("abc") })
    #expect(outcome.publications.map(\.rows) == [records.count])
  }

  @Test func recordsThatAreNoTextAreKeptInBase64() async throws {
    let lake = try EventLake()
    let key = try lake.put("2026-11-21T03", [])
    try Files.create(lake.lake.path(key), GzipWriter.compress(Array("{\"a\":\"".utf8) + [0xff] + Array("\"}".utf8)))
    try await lake.crawl()
    #expect(try lake.rejects() == ["invalid_utf8": 1])
    #expect(try lake.quarantined("2026-11-21T03").contains("\"record_base64\":\"eyJhIjoi/yJ9\""))
  }

  @Test func framingsMembersAndTheOlderWireFormAreAllRead() async throws {
    let lake = try EventLake()
    let plain = EventLake.event("1", at: "2026-11-21T03:00:00Z", "\"n\":1")
    let inner = #"{"n":2,"eventType":"OrderSubmitted","aggregateId":"a","eventId":"2","occurredOn":[2026,11,21,11,5,6,7000000]}"#
    let envelope =
      #"{"eventId":"2","eventType":"OrderSubmitted","aggregateId":"a","occurredOn":[2026,11,21,11,5,6,7000000],"eventData":\#(inner),"processedAt":1763694306007}"#
    let unwritten =
      #"{"eventId":"3","eventType":"OrderSubmitted","aggregateId":"a","occurredOn":[2026,11,21,11,5],"eventData":null,"processedAt":1763694306007}"#
    let text = plain + envelope + unwritten
    let cut = text.index(text.startIndex, offsetBy: plain.count + 17)
    try lake.put("2026-11-21T03", members: [String(text[..<cut]), "", String(text[cut...])])
    let outcome = try await lake.crawl()
    #expect(outcome.rows(.out) == 3 && outcome.rows(.quarantined) == 0, "\(lake.log)")
    let schema = try #require(try lake.state.read { try $0.schema(EventLake.table) })
    let columns: [TableColumn] = try SortedJSON.decode(schema.columns)
    #expect(columns.map(\.name) == ["eventId", "eventType", "aggregateId", "occurredOn", "n"])
    #expect(schema.diff == "[]")
  }

  @Test func objectsThatCannotBeReadAreCountedOnce() async throws {
    let lake = try EventLake()
    let key = try lake.put("2026-11-21T03", [EventLake.event("1", at: "2026-11-21T03:00:00Z")])
    let whole = try Files.read(lake.lake.path(key))
    try Files.create(lake.lake.path(key), whole.dropLast(5))
    let empty = try lake.put("2026-11-21T04", [])
    try Files.create(lake.lake.path(empty), [])
    let folder = Files.directory(of: lake.lake.path(key))
    try Files.create("\(folder)/readme.txt", [1])
    try Files.create("\(folder)/_SUCCESS", [])
    try Files.makeDirectory(lake.lake.path("domain-events/year=2026/month=13/day=01/hour=00"))
    try Files.makeDirectory(lake.lake.path("domain-events/other"))
    let outcome = try await lake.crawl()
    #expect(try lake.rejects() == ["unreadable": 1])
    #expect(outcome.rows(.in) == 1 && outcome.addsUp)
    #expect(try lake.quarantined("2026-11-21T03") == "{\"offset\":0,\"ordinal\":1,\"reason\":\"unreadable\",\"detail\":\"NS3401\"}\n")
    #expect(lake.log.contains { $0.contains("hour=04/a.gz is empty") })
    let strays = lake.log.filter { $0.contains("is not read") }
    #expect(strays.count == 3, "\(strays)")
    #expect(try await lake.crawlJob().inputs(lake.context(EventLake.date, "crawl_events")) == .pending(nil))

    // Fetched again, it takes the place of the broken one.
    try Files.create(lake.lake.path(key), whole)
    let second = try await lake.crawl()
    #expect(try lake.rejects() == [:])
    #expect(second.rows(.out) == 1 && second.rows(.quarantined) == 0)
    #expect(try lake.quarantined("2026-11-21T03") == "")
    #expect(second.publications.map(\.rows) == [0])
  }

  @Test func quarantineFilesOfOtherObjectsStay() async throws {
    let lake = try EventLake()
    try lake.put("2026-11-21T03", "a", ["broken"])
    try await lake.crawl()
    let before = try lake.quarantined("2026-11-21T03", "a")
    try lake.put("2026-11-21T03", "b", ["worse", "{}"])
    let outcome = try await lake.crawl()
    #expect(try lake.quarantined("2026-11-21T03", "a") == before && !before.isEmpty)
    #expect(outcome.publications.map(\.rows) == [3])
    #expect(outcome.rows(.in) == 3 && outcome.rows(.quarantined, "missing_id") == 1, "the cell counts all its objects")
  }

  @Test func theMajorityDecidesAndOnlyTheOthersAreSetAside() async throws {
    let lake = try EventLake()
    let at = "2026-11-21T03:00:00Z"
    try lake.put(
      "2026-11-21T03", "a",
      [EventLake.event("1", at: at, "\"t\":{\"amount\":\"abc\"}"), EventLake.event("2", "Other", at: at, "\"t\":\"text\"")])
    try lake.put(
      "2026-11-21T03", "b", [EventLake.event("3", at: at, "\"t\":{\"amount\":5}"), EventLake.event("4", at: at, "\"t\":{\"amount\":5.5}")])
    let outcome = try await lake.crawl()
    #expect(try lake.rejects() == ["wrong_type": 1])
    #expect(outcome.rows(.out) == 3)
    let columns: [TableColumn] = try SortedJSON.decode(try #require(try lake.state.read { try $0.schema(EventLake.table) }).columns)
    #expect(columns.last?.conflict == [.object, .string], "event types may differ")
    let events = try EventSchema(json: try #require(try lake.state.read { try $0.schema(EventLake.table) }).events)
    #expect(events.events["OrderSubmitted"]?.fields["t"]?.fields["amount"]?.type == .double, "what was set aside left no trace")

    // Outnumbered later on, the established kind gives way, or the crawl refuses.
    try lake.put("2026-11-21T04", "c", [EventLake.event("5", at: at, "\"t\":{\"amount\":\"x\"}")])
    let failure = await #expect(throws: Failure.self) {
      try await lake.crawl(EventLake.date, "on_type_change: fail\nquarantine: { at_most: 100% }")
    }
    #expect(failure?.code == 6103)
    try await lake.crawl()
    let schema = try #require(try lake.state.read { try $0.schema(EventLake.table) })
    #expect(schema.version == 2 && schema.diff.contains("\"change\":\"conflicting\""))
  }

  @Test func aNewFieldIsCountedByDateAcrossCrawls() async throws {
    let lake = try EventLake()
    try lake.put("2026-11-21T03", [EventLake.event("1", at: "2026-11-21T03:00:00Z", "\"n\":1")])
    try await lake.crawl()
    let fields = "\"n\":1,\"coupon\":\"x\""
    try lake.put(
      "2026-11-22T01",
      [EventLake.event("2", at: "2026-11-22T00:30:00Z", fields), EventLake.event("2b", at: "2026-11-22T00:30:00Z", "\"n\":1")])
    let failure = await #expect(throws: Failure.self) { try await lake.crawl(EventLake.date, "on_new_field: fail") }
    #expect(failure?.code == 6102)
    try await lake.crawl()
    try lake.put("2026-11-22T05", [EventLake.event("3", at: "2026-11-22T05:00:00Z", fields)])
    try await lake.crawl(Self.next)
    let versions = try lake.state.read { try $0.schemas(EventLake.table) }
    #expect(versions.map(\.version) == [1, 2])
    let changes: [SchemaChange] = try SortedJSON.decode(versions[1].diff)
    #expect(changes.map(\.path) == ["coupon"])
    #expect(changes.first?.rows == ["\(Self.next)": 2])
  }

  @Test func tooManyRejectsStopTheCrawlAndRecordNothing() async throws {
    let lake = try EventLake()
    try lake.put("2026-11-21T03", ["broken"] + (1...9).map { EventLake.event("\($0)", at: "2026-11-21T03:00:00Z") })
    let failure = await #expect(throws: Failure.self) { try await lake.crawl(EventLake.date, "quarantine: { at_most: 9.9% }") }
    #expect(failure?.code == 6101)
    #expect(failure?.message.contains("1 of 10 records") == true && failure?.message.contains("1 malformed") == true)
    #expect(try lake.state.read { try $0.objects(EventLake.table) } == [])
    try await lake.crawl(EventLake.date, "quarantine: { at_most: 10% }")
  }

  @Test func missingFoldersFailWhenTheyShould() async throws {
    let lake = try EventLake()
    let failure = await #expect(throws: Failure.self) { try await lake.crawl(EventLake.date, "on_missing_partition: fail") }
    #expect(failure?.code == 6104)
    #expect(try await lake.crawl().rows(.in) == 0)
    for hour in 0..<24 { try lake.put("2026-11-21T\(hour.padded(2))", [EventLake.event("\(hour)", at: "2026-11-21T00:00:00Z")]) }
    try await lake.crawl(EventLake.date, "on_missing_partition: fail")
  }

  @Test func foreseeingIsReadingWithoutWriting() async throws {
    let lake = try EventLake()
    let at = "2026-11-21T03:00:00Z"
    try lake.put(
      "2026-11-21T03", "a",
      [EventLake.event("1", at: at, "\"n\":1"), "broken", EventLake.event("2", at: "2026-11-20T03:00:00Z", "\"n\":1")])
    try lake.put("2026-11-21T03", "b", [EventLake.event("3", at: at, "\"n\":\"x\""), EventLake.event("4", at: at, "\"n\":1")])
    let job = try lake.crawlJob()
    let foreseen = try await job.foresee(lake.context(EventLake.date, "crawl_events")).objects[EventLake.table] ?? []
    #expect(try lake.state.read { try $0.objects(EventLake.table) } == [])
    #expect(!Files.exists(lake.lake.path("quarantine")))
    let compact = try lake.compactJob()
    let before = InputContext(
      cell: Cell(job: JobName("events"), date: EventLake.date), document: lake.context(EventLake.date, "events").document, lake: lake.lake,
      state: lake.state,
      world: lake.world(), foreseen: try await job.foresee(lake.context(EventLake.date, "crawl_events")))
    let expected = try await compact.inputs(before)
    try await lake.crawl()
    #expect(foreseen.map(\.key) == (try lake.state.read { try $0.objects(EventLake.table) }.map(\.key)))
    for object in foreseen {
      #expect(try lake.state.read { try $0.object(EventLake.table, key: object.key) }?.sha256 == object.sha256)
      #expect(try lake.state.read { try $0.rowsByDate(EventLake.table, key: object.key) } == object.rows)
    }
    #expect(try await compact.inputs(lake.context(EventLake.date, "events")) == expected)

    let strict = try lake.crawlJob("quarantine: { at_most: 0% }")
    try lake.put("2026-11-21T05", ["broken"])
    #expect(try await strict.foresee(lake.context(EventLake.date, "crawl_events")).objects.isEmpty)
  }

  @Test func whatIsWrongWithItsKeysIsSaid() throws {
    let lake = try EventLake()
    let unknown = try lake.diagnose("kind: crawl\nreads: raw.events") { Crawl(&$0, in: $1) }.1
    #expect(unknown.map(\.code) == [6105])
    let example = try lake.diagnose(Crawl.example) { Crawl(&$0, in: $1) }
    #expect(example.1 == [])
    #expect(example.0.rejectedAtMost == 0.001 && example.0.lookback == .days(3))
  }
}
