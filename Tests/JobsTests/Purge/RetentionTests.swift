import Drivers
import JobKit
import Kernel
import TestSupport
import Testing

@testable import Jobs

/// A retention that ends before the look-back of those that read the data is refused where it is written.
struct RetentionTests {
  private func diagnostics(_ rule: String, lookback: String = "3d") throws -> [Diagnostic] {
    try inScratchFolder { folder in
      let text = """
        pipeline: test
        schedule: { cron: 0 2 * * *, start: 2026-01-01 }
        connections:
          lake: { kind: local, path: lake }
        sources:
          raw.events: { path: events/, layout: year=/month=/day=/hour=, format: json.gz, event: { id: id, type: type, time: at } }
          raw.others: { path: others/, layout: year=/month=/day=/hour=, format: json.gz, event: { id: id, type: type, time: at } }
        jobs:
          crawl: { kind: crawl, reads: raw.events, lookback: \(lookback) }
          events: { kind: compact, needs: [crawl], reads: raw.events, writes: curated.events }
          others: { kind: compact, reads: raw.others, writes: curated.others }
          purge:
            kind: purge
            rules:
              - \(rule)
        """
      try Files.write(Array(text.utf8), to: "\(folder)/pipeline.yaml")
      return PipelineLoader.load(
        file: "\(folder)/pipeline.yaml", registry: KindRegistry([Crawl.self, Compact.self, Purge.self]),
        world: JobReading.world(directory: folder)
      ).diagnostics
    }
  }

  @Test func aRepairMustFindWhatItReads() throws {
    let found = try diagnostics("{ prefix: events/, retain: 3d }")
    #expect(found.map(\.code) == [6515])
    #expect(found.first?.message == "'events/' is kept 3d, but 'crawl' looks 3d back, and so far back is 'raw.events' read again")
    #expect(found.first?.hint == "keep it 4d or more, or let 'crawl' look back less")
    #expect(found.first?.location?.line == 15 && found.first?.location?.column == 36)
    #expect(found.first?.severity == .error)
  }

  @Test(arguments: [
    ("{ prefix: events/, retain: 4d }", "3d"), ("{ prefix: events/, retain: 1d }", "0d"),
    // Nobody crawls it: no night goes back to it.
    ("{ prefix: others/, retain: 1d }", "3d"), ("{ prefix: curated/others/, retain: 1d }", "3d"),
    // Nobody reads it.
    ("{ prefix: curated/events/, retain: 1d }", "3d"), ("{ prefix: errors/, retain: 1d }", "3d"),
    // A part of a table that somebody means to let go.
    ("{ prefix: events/year=2025/, retain: 1d }", "3d"),
  ])
  func theRestMayGo(rule: String, lookback: String) throws {
    #expect(try diagnostics(rule, lookback: lookback).isEmpty)
  }
}
