import Kernel
import Pipeline
import Testing

@testable import Commands

struct DateRangeTests {
  private let schedule = Schedule(cron: Cron("0 2 * * *")!, start: LogicalDate("2026-01-10")!)
  private let now = Instant("2026-01-21T02:00:00Z")!

  private func clipped(from: String? = nil, to: String? = nil, last: String? = nil) throws -> String? {
    let clipped = try DateRange(from: from, to: to, last: last)?.clipped(now: now, schedule: schedule)
    return clipped.map { ([$0.dates.readable] + $0.notes).joined(separator: "; ") }
  }

  @Test func bothEndsAreIncluded() throws {
    #expect(try clipped(from: "2026-01-12", to: "2026-01-14") == "2026-01-12 .. 2026-01-14")
    #expect(try clipped(last: "7d") == "2026-01-14 .. 2026-01-20")
    #expect(try clipped(last: "1d") == "2026-01-20")
    #expect(try clipped() == nil)
  }

  @Test func whatHasNoDataIsCutOffWithAWord() throws {
    #expect(try clipped(from: "2026-01-01", to: "2026-01-12") == "2026-01-10 .. 2026-01-12; from 2026-01-10 on: that is schedule.start")
    #expect(
      try clipped(from: "2026-01-19", to: "2026-02-12") == "2026-01-19 .. 2026-01-20; up to 2026-01-20: later dates are not due yet")
    #expect(try clipped(last: "2w") == "2026-01-10 .. 2026-01-20; from 2026-01-10 on: that is schedule.start")
  }

  @Test(
    arguments: [
      ("2026-01-12", nil, nil), (nil, "2026-01-12", nil), ("2026-01-12", "2026-01-13", "3d"), ("2026-01-12", nil, "3d"), (nil, nil, "3h"),
      (nil, nil, "x"), ("2026-01-13", "2026-01-12", nil), ("2026-02-30", "2026-03-14", nil), ("2025-01-13", "2025-01-14", nil),
      ("2026-01-21", "2026-01-24", nil),
    ] as [(String?, String?, String?)])
  func whatMakesNoSenseIsRefused(from: String?, to: String?, last: String?) {
    #expect(throws: (any Error).self) { try clipped(from: from, to: to, last: last) }
  }
}
