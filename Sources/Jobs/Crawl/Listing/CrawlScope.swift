import Kernel
import Lake
import Pipeline

/// The arrival folders that the crawl of a date looks at: `[date - lookback, due)`.
struct CrawlScope: Hashable, Sendable {
  let source: Source
  let interval: DataInterval

  init(source: Source, date: LogicalDate, lookback: Span, due: Instant) {
    self.source = source
    interval = DataInterval(start: Instant(microseconds: date.start.microseconds - lookback.microseconds), end: due)
  }

  func contains(_ key: String) -> Bool { EventSource.arrival(of: key, in: source).map(interval.contains) ?? false }

  /// The folders, oldest first, relative to the source's own.
  var folders: [String] {
    let step = source.layout.contains("hour") ? 3_600_000_000 : Instant.microsecondsPerDay
    let first = interval.start.microseconds.floorDivided(by: step) * step
    return stride(from: first, to: interval.end.microseconds, by: step).map { Instant(microseconds: $0) }.filter(interval.contains)
      .map { HivePath.folder($0, layout: source.layout) }
  }

  /// Bounds of the keys in byte order, for the inventory; time-ordered layouts sort by time.
  var keys: (from: String, to: String) {
    let folders = folders
    guard let first = folders.first, let last = folders.last else { return (source.path, source.path) }
    // "0" is the byte behind "/": everything below the last folder sorts before it.
    return ("\(source.path)\(first)/", "\(source.path)\(last)0")
  }
}
