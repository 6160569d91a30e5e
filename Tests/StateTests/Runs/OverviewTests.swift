import GRDB
import Kernel
import TestSupport
import Testing

@testable import State

struct OverviewTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func date(_ day: Int) -> LogicalDate { LogicalDate(year: 2026, month: 2, day: 1)!.adding(days: day - 1) }

  private func store(_ cells: [(job: String, days: [Int], state: CellState)]) throws -> StateStore {
    let state = try StateStore(directory: folder.path, mode: .readWrite)
    try state.write { writer in
      for (job, days, cellState) in cells {
        for day in days {
          try writer.setCell(
            CellRecord(
              cell: Cell(job: JobName(job), date: date(day)), state: cellState, settings: [:], inputs: [:], counts: ["rows_out": day]))
        }
      }
    }
    return state
  }

  @Test func gapsAreTheDatesSinceTheFirstThatAJobHasNotBeenOn() throws {
    let state = try store([("a", [1, 2, 5, 6, 8], .succeeded), ("b", [27, 29, 30], .succeeded), ("c", [8, 9], .failed)])
    func gaps(until day: Int) throws -> [String] {
      try state.read { try $0.gaps(until: date(day)) }.map { "\($0.job) \($0.dates.lowerBound) \($0.dates.upperBound)" }
    }
    #expect(try gaps(until: 8) == ["a 2026-02-03 2026-02-04", "a 2026-02-07 2026-02-07"])
    #expect(
      try gaps(until: 10) == ["a 2026-02-03 2026-02-04", "a 2026-02-07 2026-02-07", "a 2026-02-09 2026-02-10", "c 2026-02-10 2026-02-10"])
    // Over the end of a month.
    #expect(try gaps(until: 30).contains("b 2026-02-28 2026-02-28"))
    #expect(try gaps(until: 0) == [])
  }

  @Test func overviewsOfAFewDatesDoNotReadAllCells() throws {
    let state = try store([("a", [1, 2], .succeeded)])
    let queue = try DatabaseQueue(path: StateStore.path(in: state.directory))
    var statements: [String] = []
    state.database.inDatabase { database in
      database.trace { if case .statement(let statement) = $0 { statements.append(statement.expandedSQL) } }
    }
    try state.read { reader in
      _ = try reader.cellSummaries(date(1)...date(2))
      _ = try reader.cellSummaries(in: [.failed, .void])
      _ = try reader.edgeCounts(date(1)...date(2))
    }
    let plans = try queue.read { database in
      try statements.filter { $0.hasPrefix("SELECT") }.map { sql in
        try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(sql)").map { $0["detail"] as String }
      }
    }
    #expect(plans.count == 3)
    for plan in plans {
      #expect(!plan.contains { $0.hasPrefix("SCAN cell") && !$0.contains("cell_unusual") || $0.hasPrefix("SCAN edge_count") })
    }
  }

  @Test func summariesAreByDateAndStateAndHoldCountsAndMarks() throws {
    let state = try store([("a", [1, 2, 3], .succeeded), ("b", [2], .failed)])
    try state.write { writer in
      let mark = try writer.addMark(
        .void, job: JobName("b"), dates: date(3)...date(4), user: "ada", reason: "closed", at: Instant(seconds: 7))
      try writer.setCell(
        CellRecord(cell: Cell(job: JobName("b"), date: date(3)), state: .void, settings: [:], inputs: [:], counts: [:], mark: mark))
    }
    let two = try state.read { try $0.cellSummaries(date(2)...date(3)) }
    #expect(
      two.map { "\($0.cell) \($0.state.rawValue)" } == [
        "a@2026-02-02 succeeded", "b@2026-02-02 failed", "a@2026-02-03 succeeded", "b@2026-02-03 void",
      ])
    #expect(two[0].counts == ["rows_out": 2] && two[0].mark == nil)
    #expect(two[3].mark?.user == "ada" && two[3].mark?.act == .void && two[3].mark?.reason == "closed")
    #expect(try state.read { try $0.cellSummaries(in: [.failed, .void]) }.map(\.cell.date) == [date(2), date(3)])
    #expect(try state.read { try $0.marks(of: Cell(job: JobName("b"), date: date(4))) }.map(\.firstDate) == [date(3)])
    #expect(try state.read { try $0.marks(of: Cell(job: JobName("b"), date: date(5))) } == [])
  }
}
