import JobKit
import Kernel
import Pipeline
import Runner
import Testing

struct PlanTests {
  /// Whatever the history, the plan's cells and decisions are those of the run that follows.
  @Test(arguments: 0..<12)
  func aPlanIsTheRunThatFollows(seed: Int) async throws {
    let place = try Installation()
    var random = SplitMix(UInt64(seed))
    func jobs() -> String {
      let behaviours = ["ok", "ok", "ok", "fail", "gate", "stop"]
      func line(_ name: String, _ rest: String) -> String {
        let behaviour = behaviours[Int(random.next() % 6)], content = random.next() % 3
        return "\(name): { kind: scripted, behaviour: \(behaviour), content: c\(content), writes: [curated.\(name)]\(rest) }"
      }
      return [
        line("a", ""), line("b", ", needs: [a], reads: [curated.a]"), line("c", ", needs: [a], reads: [curated.a]"),
        line("d", ", needs: [b, c], reads: [curated.b, curated.c]"), line("e", ", after: [d]"),
      ].joined(separator: "\n")
    }
    for step in 0..<4 {
      let pipeline = try place.load(jobs(), catchup: 2)
      let date = place.date.adding(days: step * Int(1 + random.next() % 2))
      let planned = try await place.plan(pipeline, on: date)
      let summary = try await place.run(pipeline, on: date)
      let ran = summary.cells.map { "\($0.cell) \($0.decision.reason)" }
      // A plan foresees success: what a failure or a gate holds back is the only difference there may be.
      let unforeseen = Set(
        summary.cells.filter { $0.decision.reason.hasPrefix("upstream failed") || $0.decision.reason.hasPrefix("gate closed") }.map(\.cell))
      let expected = planned.filter { !unforeseen.contains($0.cell) }.map { "\($0.cell) \($0.decision.reason)" }
      #expect(Set(expected) == Set(ran.filter { line in !unforeseen.contains { line.hasPrefix("\($0) ") } }))
      #expect(planned.count == summary.cells.count)
    }
  }
}
