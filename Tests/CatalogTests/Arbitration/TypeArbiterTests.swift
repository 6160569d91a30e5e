import Catalog
import Testing

@Suite struct TypeArbiterTests {
  static func arbiter(_ seen: [String], established: [String] = []) -> TypeArbiter {
    TypeArbiter(
      seen: ["A": SchemaTreeTests.shape(seen)],
      established: EventSchema(events: established.isEmpty ? [:] : ["A": SchemaTreeTests.shape(established).schema]))
  }

  static func refuses(_ arbiter: TypeArbiter, _ record: String) -> String? {
    var result: String?
    SchemaTreeTests.with(record) { tape in result = arbiter.unfit["A"]?.violation(tape, 0).map { "\($0.path) \($0.found.rawValue)" } }
    return result
  }

  @Test func theMajorityStays() {
    let arbiter = Self.arbiter(["{\"q\":1}", "{\"q\":2.5}", "{\"q\":\"x\"}"])
    #expect(Self.refuses(arbiter, "{\"q\":\"x\"}") == "q string")
    #expect(Self.refuses(arbiter, "{\"q\":1}") == nil)
    #expect(Self.refuses(arbiter, "{\"q\":null}") == nil)
    #expect(arbiter.changes == [])
  }

  @Test func tiesGoToTheFirstByName() {
    let arbiter = Self.arbiter(["{\"q\":1}", "{\"q\":\"x\"}"])
    #expect(Self.refuses(arbiter, "{\"q\":\"x\"}") == "q string")
    #expect(Self.refuses(arbiter, "{\"q\":1}") == nil)
  }

  @Test func nestedPlacesAreJudgedOnTheirOwn() {
    let arbiter = Self.arbiter(["{\"l\":[{\"n\":1},{\"n\":2}],\"o\":{\"a\":\"x\"}}", "{\"l\":[{\"n\":\"y\"}],\"o\":{\"a\":\"x\"}}"])
    #expect(Self.refuses(arbiter, "{\"l\":[{\"n\":1},{\"n\":\"y\"}]}") == "l[].n string")
    #expect(Self.refuses(arbiter, "{\"l\":[{\"n\":1}]}") == nil)
  }

  @Test func theEstablishedClassWinsATie() {
    let arbiter = Self.arbiter(["{\"q\":1}", "{\"q\":\"x\"}"], established: ["{\"q\":\"s\"}"])
    #expect(Self.refuses(arbiter, "{\"q\":1}") == "q number")
    #expect(arbiter.changes == [])
  }

  @Test func anOutnumberedClassIsAChangeAndNothingIsRefused() {
    let arbiter = Self.arbiter(["{\"q\":1}", "{\"q\":\"x\"}", "{\"q\":\"y\"}"], established: ["{\"q\":1}"])
    #expect(arbiter.unfit.isEmpty)
    #expect(arbiter.changes.map { "\($0.path) \($0.from.rawValue) \($0.to.rawValue)" } == ["q number string"])
  }

  @Test func aPlaceThatIsInConflictAlreadyTakesAll() {
    let arbiter = Self.arbiter(["{\"q\":1}", "{\"q\":{}}"], established: ["{\"q\":1}", "{\"q\":\"x\"}"])
    #expect(arbiter.unfit.isEmpty && arbiter.changes.isEmpty)
  }

  @Test func exemptFieldsAreNotJudged() {
    let seen = ["A": SchemaTreeTests.shape(["{\"time\":\"x\"}", "{\"time\":[1]}"])]
    #expect(TypeArbiter(seen: seen, established: EventSchema(), exempt: ["time"]).unfit.isEmpty)
    #expect(!TypeArbiter(seen: seen, established: EventSchema()).unfit.isEmpty)
  }

  @Test func typesDoNotDisturbEachOther() {
    let arbiter = TypeArbiter(
      seen: ["A": SchemaTreeTests.shape(["{\"c\":\"x\"}"]), "B": SchemaTreeTests.shape(["{\"c\":{\"v\":1}}"])], established: EventSchema())
    #expect(arbiter.unfit.isEmpty && arbiter.changes.isEmpty)
  }
}
