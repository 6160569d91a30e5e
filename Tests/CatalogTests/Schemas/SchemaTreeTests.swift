import Catalog
import Drivers
import Kernel
import Testing

@Suite struct SchemaTreeTests {
  static func tree(_ records: String...) -> SchemaTree { shape(records).schema }

  static func shape(_ records: [String]) -> ShapeTree {
    let collector = ShapeCollector()
    for record in records {
      var tape = JSONTape()
      Array(record.utf8).withUnsafeBufferPointer { bytes in
        _ = tape.parse(bytes, at: 0)
        collector.add(tape, 0, from: 0)
      }
    }
    return collector.tree
  }

  static let samples = [
    "null", "1", "3000000000", "1.5", "99999999999999999999", "true", "\"a\"", "[]", "[1]", "[1.5]", "[\"a\"]", "[{\"a\":1}]", "{}",
    "{\"a\":1}", "{\"a\":\"x\"}",
    "{\"b\":{\"c\":[true]}}", "{\"b\":[{\"c\":null}]}", "{\"a\":null,\"b\":1}",
  ].map { tree($0) }

  @Test func joiningIsASemilattice() {
    for a in Self.samples {
      #expect(a.joined(with: a) == a)
      #expect(a.joined(with: SchemaTree()) == a)
      for b in Self.samples {
        let both = a.joined(with: b)
        #expect(both == b.joined(with: a))
        #expect(both.joined(with: a) == both)
        for c in Self.samples { #expect(both.joined(with: c) == a.joined(with: b.joined(with: c))) }
      }
    }
  }

  @Test(arguments: [
    (["1", "2"], "int"), (["1", "3000000000"], "bigint"), (["3000000000", "1.5"], "double"), (["1", "99999999999999999999"], "string"),
    (["1.5", "1e999"], "string"),
    (["1", "true"], "string"), (["true"], "boolean"), (["\"a\"", "1"], "string"), (["null"], "string"), (["null", "1"], "int"),
    (["[]"], "array<string>"),
    (["[]", "[1]"], "array<int>"), (["[1]", "[2.5]"], "array<double>"), (["[1,\"a\"]"], "array<string>"),
    (["{\"b\":1,\"a\":\"x\"}"], "struct<a:string,b:int>"),
    (["{\"a\":1}", "{\"b\":true}"], "struct<a:int,b:boolean>"), (["{\"a\":1}", "\"x\""], "string"), (["[1]", "{\"a\":1}"], "string"),
    (["[1]", "1"], "string"),
    (["{\"a\":{\"b\":[{\"c\":1}]}}"], "struct<a:struct<b:array<struct<c:int>>>>"),
  ])
  func theLattice(records: [String], type: String) {
    #expect("\(Self.shape(records).schema.type)" == type)
    #expect("\(Self.shape(records.reversed()).schema.type)" == type)
  }

  @Test func aConflictNamesItsClasses() {
    #expect(Self.tree("{\"a\":1}", "\"x\"").type == .conflict([.object, .string]))
    #expect(Self.tree("1", "\"x\"").type == .string)
  }

  @Test func itSurvivesItsDocument() throws {
    let schema = EventSchema(events: ["A": Self.tree("{\"a\":[{\"b\":1.5}],\"c\":null}"), "B": Self.tree("{\"a\":\"x\",\"id\":1}")])
    #expect(try EventSchema(json: schema.json) == schema)
    #expect(schema.json == (try EventSchema(json: schema.json)).json)
  }

  @Test func columnsAreLeadingOnesThenByName() {
    let schema = EventSchema(events: [
      "A": Self.tree("{\"z\":1,\"id\":\"x\",\"c\":{\"v\":1}}"), "B": Self.tree("{\"b\":true,\"c\":\"x\",\"type\":\"B\"}"),
    ])
    let columns = schema.columns(first: ["id", "type", "nowhere"])
    #expect(columns.map(\.name) == ["id", "type", "b", "c", "z"])
    #expect(columns[3].type == "string")
    #expect(columns[3].conflict == [.object, .string])
    #expect(columns[4].conflict == nil)
  }

  @Test func evidenceAddsUpAndIsTakenBack() {
    let collector = ShapeCollector()
    let records = ["{\"a\":1,\"b\":[1,\"x\"]}", "{\"a\":\"x\"}"]
    for record in records + [records[1]] { Self.with(record) { collector.add($0, 0, from: 0) } }
    #expect(collector.tree == Self.shape([records[0]]) + Self.shape([records[1], records[1]]))
    for _ in 0..<2 { Self.with(records[1]) { collector.subtract($0, 0) } }
    #expect(collector.tree == Self.shape([records[0]]))
    #expect(collector.tree.isNullable("b") == false)
    #expect(Self.shape(records).isNullable("b"))
  }

  static func with(_ record: String, _ body: (JSONTape) -> Void) {
    var tape = JSONTape()
    Array(record.utf8).withUnsafeBufferPointer { bytes in
      _ = tape.parse(bytes, at: 0)
      body(tape)
    }
  }

  @Test func recordsWithHundredsOfKeysInAnyOrderAreCountedRight() {
    let keys = (0..<300).map { "\"k\($0)\":\($0)" }
    let shape = Self.shape([
      "{\(keys.joined(separator: ","))}", "{\(keys.reversed().joined(separator: ","))}", "{\(keys[7]),\"\\u006b7x\":1}",
    ])
    #expect(shape.fields.count == 301)
    #expect(shape.fields["k7"]?.counts.total == 3)
    #expect(shape.fields["k8"]?.counts.total == 2)
    #expect(shape.fields["k7x"]?.counts.total == 1)
  }
}
