import Kernel
import Testing

@testable import DemoData

@Suite struct AgendaTests {
  @Test func everythingComesInTimeAndThenInTheOrderEntered() {
    var dice = Dice(seed: 3, "agenda")
    var agenda = Agenda<Int>()
    var expected: [(Int, Int)] = []
    var seen: [(Int, Int)] = []
    for number in 0..<3000 {
      let time = dice.int(0..<200)
      agenda.add(number, at: Instant(microseconds: time))
      expected.append((time, number))
    }
    expected.sort { $0 < $1 }
    while let next = agenda.removeNext() { seen.append((next.time.microseconds, next.element)) }
    #expect(seen.elementsEqual(expected, by: ==))
    #expect(agenda.nextTime == nil)
  }
}
