import Kernel
import Pipeline
import Runner
import Testing

@testable import Commands

struct PlanLineTests {
  private let first = LogicalDate(year: 2026, month: 1, day: 1)!

  private func planned(_ job: String, _ day: Int, _ decision: Decision, seconds: Int? = nil) -> PlannedCell {
    PlannedCell(
      cell: Cell(job: JobName(job), date: first.adding(days: day)), decision: decision,
      history: seconds.map { Estimate(duration: .init(median: .seconds($0), p90: .seconds($0))) })
  }

  private func lines(_ cells: [PlannedCell]) -> [String] {
    PlanLine.all(of: cells).map { "\($0.job) \($0.dates.readable) \($0.decision.reason) (\($0.cells))" }
  }

  @Test func consecutiveDatesWithOneDecisionAreOneLine() {
    let cells = (0..<365).flatMap { day in
      [planned("crawl", day, .skip(.upToDate)), planned("events", day, day == 200 ? .run(.failedBefore) : .skip(.upToDate))]
    }
    #expect(
      lines(cells) == [
        "crawl 2026-01-01 .. 2026-12-31 up to date (365)", "events 2026-01-01 .. 2026-07-19 up to date (200)",
        "events 2026-07-20 failed before (1)", "events 2026-07-21 .. 2026-12-31 up to date (164)",
      ])
  }

  @Test func theOrderOfTheDatesDoesNotMatter() {
    let newestFirst = (0..<4).reversed().map { planned("a", $0, .run(.neverRan), seconds: 2) }
    #expect(lines(newestFirst) == ["a 2026-01-01 .. 2026-01-04 never ran (4)"])
    #expect(PlanLine.all(of: newestFirst).map(\.estimate) == [8_000_000])
  }

  @Test func aHoleOrAnotherParticularEndsALine() {
    #expect(
      lines([planned("a", 0, .run(.neverRan)), planned("a", 2, .run(.neverRan)), planned("a", 3, .run(.inputChanged(["x"])))])
        == ["a 2026-01-01 never ran (1)", "a 2026-01-03 never ran (1)", "a 2026-01-04 input changed: x (1)"])
  }

  @Test func jobsThatAreNotThereOnEveryDateStayApart() {
    let cells = [
      planned("a", 0, .skip(.upToDate)), planned("b", 0, .skip(.upToDate)), planned("b", 1, .skip(.upToDate)),
      planned("a", 1, .skip(.upToDate)),
    ]
    #expect(lines(cells) == ["a 2026-01-01 .. 2026-01-02 up to date (2)", "b 2026-01-01 .. 2026-01-02 up to date (2)"])
  }
}
