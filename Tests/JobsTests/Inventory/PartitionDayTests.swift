import Kernel
import Testing

@testable import Jobs

struct PartitionDayTests {
  @Test(arguments: [
    ("domain-events/year=2026/month=11/day=21/hour=10/a.gz", "2026-11-21"),
    ("errors/domain-events/format-conversion-failed/year=2024/month=02/day=29/a.gz", "2024-02-29"),
    ("operational/shop.orders/date=2026-11-21/part.parquet", "2026-11-21"),
  ])
  func namesADay(_ key: String, _ day: String) { #expect(PartitionDay(key: key) == .day(LogicalDate(day)!)) }

  @Test(arguments: [
    "e/year=2026/month=02/day=29/a", "e/year=2026/month=13/day=01/a", "e/year=2026/month=1/day=2/a", "e/year=2026/a",
    "e/year=2026/month=01/a",
    "e/date=2026-1-1/a", "e/date=/a", "e/year=２０２６/month=01/day=01/a", "e/month=01/year=2026/day=01/a",
    "e/year=2026/month=01/day=01/date=2026-01-01/a",
    "e/year=2026/month=01/day=01/year=2027/a", "e/year=2026-/month=01/day=1/a", "e/date=2026-01-01T00:00/a",
  ])
  func namesNoReadableDay(_ key: String) { #expect(PartitionDay(key: key) == .unreadable) }

  @Test(arguments: ["e/a.gz", "a.gz", "e/2026/11/21/a.gz", "e/region=eu/a.gz", "e/year=2026", "e/hour=10/a"])
  func speaksOfNoDate(_ key: String) { #expect(PartitionDay(key: key) == .none) }

  @Test func aPartitionsFolderCountsItsLastPart() {
    #expect(PartitionDay(folders: "curated/events/year=2026/month=11/day=21") == .day(LogicalDate("2026-11-21")!))
  }
}
