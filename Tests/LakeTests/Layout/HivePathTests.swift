import Kernel
import Lake
import Testing

struct HivePathTests {
  let layout = ["year", "month", "day", "hour"]

  @Test func readsTheHourOfAFolder() {
    #expect(HivePath.time("year=2026/month=11/day=21/hour=10/x.gz", layout: layout) == Instant("2026-11-21T10:00Z"))
    #expect(HivePath.time("year=2024/month=02/day=29/hour=00/x.gz", layout: layout) == Instant("2024-02-29T00:00Z"))
    #expect(HivePath.time("year=2026/month=11/day=21", layout: ["year", "month", "day"]) == Instant("2026-11-21"))
    #expect(HivePath.time("date=2026-11-21/part", layout: ["date"]) == Instant("2026-11-21"))
  }

  @Test(arguments: [
    "year=2026/month=11/day=31/hour=10/x", "year=2026/month=13/day=01/hour=10/x", "year=2026/month=11/day=21/hour=24/x",
    "year=2026/day=21/month=11/hour=10/x",
    "year=2026/month=11/day=21/x", "year=../../etc/month=11/day=21/hour=10/x", "year=2026 /month=11/day=21/hour=10/x",
    "year=２０２６/month=11/day=21/hour=10/x",
    "year=2026/month=1/day=21/hour=10/x", "year=/month=11/day=21/hour=10/x", "", "/", "YEAR=2026/month=11/day=21/hour=10/x",
  ])
  func refusesWhatNamesNoHour(path: String) {
    #expect(HivePath.time(path, layout: layout) == nil)
  }

  @Test func aFolderIsReadBackAsTheHourItWasMadeOf() {
    for hour in stride(from: -50_000, through: 600_000, by: 997) {
      let instant = Instant(seconds: hour * 3600)
      #expect(HivePath.time(HivePath.folder(instant, layout: layout) + "/object", layout: layout) == instant)
    }
  }
}
