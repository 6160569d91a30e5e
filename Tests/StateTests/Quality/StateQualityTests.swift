import Drivers
import Kernel
import State
import TestSupport
import Testing

@Suite struct StateQualityTests {
  @Test func resultsOfADateAreReplacedWhole() throws {
    let folder = try ScratchFolder()
    defer { withExtendedLifetime(folder) {} }
    let store = try StateStore(directory: folder.path, mode: .readWrite)
    let date = LogicalDate(daysSinceEpoch: 20_000), job = JobName("quality")
    func check(_ name: String, _ score: Double?) -> CheckRecord {
      CheckRecord(date: date, dataset: "shop.orders", name: name, state: "pass", score: score, failing: nil, evaluated: 7, document: "{}")
    }
    let night = ScoreRecord(date: date, dataset: "", score: nil, low: 0, high: 100, coverage: 0, gate: "warn", document: "{}")
    try store.write { try $0.setQuality(Cell(job: job, date: date), checks: [check("a", 1), check("b", nil)], scores: [night]) }
    try store.write { try $0.setQuality(Cell(job: job, date: date), checks: [check("c", 2)], scores: [night]) }
    try store.write { try $0.setQuality(Cell(job: JobName("other"), date: date), checks: [check("x", 1)], scores: []) }
    let range = date..<date.adding(days: 1)
    #expect(try store.read { try $0.checkRecords(job, range) } == [check("c", 2)])
    #expect(try store.read { try $0.scoreRecords(job, range) } == [night])
    #expect(try store.read { try $0.checkRecords(job, date.adding(days: -5)..<date) }.isEmpty)
  }
}
