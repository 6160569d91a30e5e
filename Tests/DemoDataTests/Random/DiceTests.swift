import Testing

@testable import DemoData

@Suite struct DiceTests {
  @Test func equalDiceThrowEqually() {
    var a = Dice(seed: 7, "visit", 3)
    var b = Dice(seed: 7, "visit", 3)
    #expect((0..<100).map { _ in a.next() } == (0..<100).map { _ in b.next() })
  }

  @Test func seedLabelAndNumberAllSeparate() {
    var firsts: Set<UInt64> = []
    for seed in 0..<10 as Range<UInt64> {
      for number in -5..<5 {
        var visit = Dice(seed: seed, "visit", number)
        var hour = Dice(seed: seed, "hour", number)
        firsts.formUnion([visit.next(), hour.next()])
      }
    }
    #expect(firsts.count == 200)
  }

  @Test func aRangeIsFilledEvenlyAndNeverLeft() {
    var dice = Dice(seed: 1, "range")
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[dice.int(-3..<4) + 3] += 1 }
    #expect(counts.allSatisfy { (9600...10_400).contains($0) })
  }

  @Test func chancesComeTrueAsOftenAsTheySay() {
    var dice = Dice(seed: 1, "chance")
    let count = (0..<100_000).count { _ in dice.chance(0.15) }
    #expect((14_500...15_500).contains(count))
  }

  @Test func uuidsAreOfVersionFourAndTheirVariant() throws {
    var dice = Dice(seed: 1, "uuid")
    let form = try Regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    let uuids = (0..<1000).map { _ in dice.uuid() }
    for uuid in uuids { #expect(try form.wholeMatch(in: uuid) != nil) }
    #expect(Set(uuids).count == 1000)
  }
}
