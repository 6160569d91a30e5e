import Catalog
import Kernel
import Testing

@Suite struct SchemaDiffTests {
  static let first = LogicalDate(daysSinceEpoch: 20_000)
  static let second = LogicalDate(daysSinceEpoch: 20_001)

  static func diff(_ stored: [String], _ seen: [LogicalDate: [String]]) -> [SchemaChange] {
    SchemaDiff(stored: EventSchema(events: ["A": SchemaTreeTests.shape(stored).schema]), seen: ["A": seen.mapValues(SchemaTreeTests.shape)])
      .changes
  }

  @Test func equalSchemasDoNotDiffer() {
    #expect(Self.diff(["{\"a\":1,\"b\":null}"], [Self.first: ["{\"a\":2,\"b\":null}"]]) == [])
  }

  @Test func aNewFieldIsCountedByDate() {
    let changes = Self.diff(
      ["{\"o\":{\"a\":1}}"],
      [Self.first: ["{\"o\":{\"a\":1,\"n\":{\"x\":1}}}", "{\"o\":{\"a\":1}}"], Self.second: ["{\"o\":{\"n\":{\"x\":1},\"a\":1}}"]])
    #expect(changes.map(\.path) == ["o.n"])
    #expect(changes.first?.change == .added)
    #expect(changes.first?.to == "struct<x:int>")
    #expect(changes.first?.events == ["A"])
    #expect(changes.first?.rows == ["\(Self.first)": 1, "\(Self.second)": 1])
  }

  @Test func wideningCountsTheValuesThatBroughtIt() {
    let changes = Self.diff(["{\"l\":[{\"n\":1}]}"], [Self.first: ["{\"l\":[{\"n\":1.5},{\"n\":2},{\"n\":2.5}]}"]])
    #expect(changes.map(\.path) == ["l[].n"])
    #expect(changes.first?.change == .widened)
    #expect(changes.first?.from == "int")
    #expect(changes.first?.to == "double")
    #expect(changes.first?.rows == ["\(Self.first)": 2])
  }

  @Test func anotherClassIsAConflict() {
    let changes = Self.diff(["{\"a\":{\"v\":1}}"], [Self.first: ["{\"a\":\"x\"}"]])
    #expect(changes.map(\.change) == [.conflicting])
    #expect(changes.first?.to == "string (object or string)")
  }

  @Test func aLostFieldIsMissing() {
    let changes = Self.diff(["{\"a\":1,\"b\":{\"c\":1}}"], [Self.first: ["{\"b\":{}}", "{\"b\":{}}"]])
    #expect(changes.map(\.path) == ["a", "b.c"])
    #expect(changes.allSatisfy { $0.change == .missing && $0.rows == ["\(Self.first)": 2] })
  }

  @Test func whatWasAlwaysNullOrEmptyMayBecomeText() {
    #expect(Self.diff(["{\"a\":null,\"l\":[]}"], [Self.first: ["{\"a\":\"x\",\"l\":[{\"b\":1}]}"]]) == [])
    #expect(Self.diff(["{\"a\":null}"], [Self.first: ["{\"a\":1}"]]).map(\.from) == ["null"])
  }

  @Test func newEventTypesAreListedAndNotCompared() {
    let diff = SchemaDiff(stored: EventSchema(), seen: ["A": [Self.first: SchemaTreeTests.shape(["{\"a\":1}"])]])
    #expect(diff.changes == [])
    #expect(diff.newEvents == ["A"])
  }

  @Test func laterCrawlsCompleteTheDatesThatWereCounted() throws {
    let change = try #require(Self.diff(["{\"a.b\":1}"], [Self.first: ["{\"a.b\":1.5}"]]).first)
    let stored: SchemaChange = try SortedJSON.decode(try SortedJSON.encode(change))
    #expect(stored == change)
    let later: [String: [LogicalDate: ShapeTree]] = [
      "A": [Self.first: SchemaTreeTests.shape(["{\"a.b\":2.5}", "{\"a.b\":3}"]), Self.second: SchemaTreeTests.shape(["{\"a.b\":2.5}"])],
      "B": [Self.first: SchemaTreeTests.shape(["{\"a.b\":2.5}"])],
    ]
    #expect(stored.counting(later).rows == ["\(Self.first)": 2])
  }
}
