import Kernel
import Pipeline
import Testing

@Suite struct ScheduleTests {
  private func schedule(_ cron: String) throws -> Schedule {
    Schedule(cron: try #require(Cron(cron)), start: try #require(LogicalDate("2026-01-01")))
  }

  @Test(arguments: [
    ("2026-11-22T02:00Z", "2026-11-21"), ("2026-11-22T01:59:59Z", "2026-11-20"), ("2026-11-22T23:59Z", "2026-11-21"),
    ("2026-11-23T01:00Z", "2026-11-21"),
    ("2026-01-01T02:00Z", "2025-12-31"),
  ])
  func theNightAtTwoWorksOnTheDayThatEnded(_ now: String, date: String) throws {
    #expect(try schedule("0 2 * * *").lastClosed(at: try #require(Instant(now))).description == date)
  }

  @Test func aDateIsDueAtTheFirstFiringAfterItsEnd() throws {
    let date = try #require(LogicalDate("2026-11-21"))
    #expect(try schedule("0 2 * * *").due(date).description == "2026-11-22T02:00:00Z")
    #expect(try schedule("0 0 * * *").due(date).description == "2026-11-22T00:00:00Z")
    #expect(try schedule("0 2 * * 1").due(date).description == "2026-11-23T02:00:00Z")
  }

  @Test func aWeeklyFiringOwesTheWholeWeek() throws {
    let weekly = try schedule("0 2 * * 1")
    #expect(weekly.lastClosed(at: try #require(Instant("2026-11-23T02:00Z"))).description == "2026-11-22")
    #expect(weekly.lastClosed(at: try #require(Instant("2026-11-29T12:00Z"))).description == "2026-11-22")
  }

  @Test func theLastClosedDateIsDueAndTheNextIsNot() throws {
    for line in ["0 2 * * *", "30 */6 * * *", "0 0 1 * *", "15 3 * * 6"] {
      let schedule = try schedule(line)
      var now = try #require(Instant("2026-02-25"))
      for _ in 0..<120 {
        let date = schedule.lastClosed(at: now)
        #expect(schedule.due(date) <= now && schedule.due(date.adding(days: 1)) > now)
        now = now.adding(seconds: 17_389)
      }
    }
  }
}
