import Drivers
import JobKit
import Kernel
import Lake
import State
import TestSupport
import Testing

@testable import Jobs

/// Transitions on real files: the catalog follows, bytes and times stay.
struct LifecycleOnALakeTests {
  private let big = String(repeating: "x", count: 128 * 1024)
  private let table = TableName("raw.domain_events")
  private let yaml =
    "rules: [ { prefix: domain-events/, transitions: [ {after: 30d, to: STANDARD_IA}, {after: 90d, to: GLACIER} ] }, { prefix: backup/, transitions: [ {after: 1d, to: DEEP_ARCHIVE} ] } ]"

  private func context(_ place: TestLake, at now: String) -> InputContext { place.context(place.cell, at: Instant(now)!).inputs }

  private func night(_ place: TestLake, at now: String) async throws -> JobOutcome {
    let outcome = try await JobReading.read(Lifecycle.self, yaml).job.run(place.context(place.cell, at: Instant(now)!))
    try place.apply(outcome)
    return outcome
  }

  @Test func objectsGoDownTheClassesAndStayReadableThroughTheCatalog() async throws {
    try await inScratchFolder { folder in
      let place = try TestLake(folder)
      try place.deliver("domain-events/a.gz", big, modified: "2026-01-01T10:00:00Z")
      try place.deliver("domain-events/small.gz", "tiny", modified: "2026-01-01T10:00:00Z")
      try place.put("backup/b.gz", big, modified: "2026-01-01T10:00:00Z")
      func location() throws -> String? { try place.state.read { try $0.object(table, key: "domain-events/a.gz") }?.location }

      let first = try await night(place, at: "2026-02-01T02:00:00Z")
      #expect(try location() == ".storage/STANDARD_IA/domain-events/a.gz")
      #expect(first.counts == ["objects_moved": 2, "bytes_moved": 2 * 128 * 1024, "objects_too_small": 1])
      #expect(first.audit.map { $0.facts["operation"] } == ["S3.TRANSITION_GDA.OBJECT", "S3.TRANSITION_SIA.OBJECT"])
      #expect(first.audit[1].facts["keys_sha256"] == SHA256.of("domain-events/a.gz\n").hex)
      #expect(try await night(place, at: "2026-02-01T03:00:00Z").moves.isEmpty)

      let second = try await night(place, at: "2026-04-02T02:00:00Z")
      #expect(second.moves.map(\.from) == [".storage/STANDARD_IA/domain-events/a.gz"])
      #expect(try location() == ".storage/GLACIER/domain-events/a.gz")
      let files = try place.files()
      #expect(
        files.keys.sorted() == [".storage/DEEP_ARCHIVE/backup/b.gz", ".storage/GLACIER/domain-events/a.gz", "domain-events/small.gz"])
      #expect(files[".storage/GLACIER/domain-events/a.gz"] == "\(big) 2026-01-01T10:00:00Z")
    }
  }

  @Test func inputsAreWhatIsDue() async throws {
    try await inScratchFolder { folder in
      let place = try TestLake(folder)
      let job = JobReading.read(Lifecycle.self, yaml).job
      try place.deliver("domain-events/a.gz", big, modified: "2026-01-01T10:00:00Z")
      #expect(try await job.inputs(context(place, at: "2026-01-31T23:59:59Z")) == .pending(nil))
      #expect(try await job.inputs(context(place, at: "2026-02-01")) == .pending("1 object due: 1 to STANDARD_IA"))
    }
  }

  @Test func anObjectInTwoPlacesStays() async throws {
    try await inScratchFolder { folder in
      let place = try TestLake(folder)
      try place.deliver("domain-events/a.gz", big, modified: "2025-01-01", location: ".storage/STANDARD_IA/domain-events/a.gz")
      try place.put("domain-events/a.gz", big, modified: "2025-01-01")
      try place.deliver("domain-events/b.gz", big, modified: "2025-01-01")
      try Files.makeDirectory(place.lake.path(".storage/STANDARD_IA/domain-events"))
      try Files.rename(place.lake.path("domain-events/b.gz"), to: place.lake.path(".storage/STANDARD_IA/domain-events/b.gz"))
      let outcome = try await night(place, at: "2026-02-01T02:00:00Z")
      #expect(outcome.moves.isEmpty)
      #expect(outcome.counts["objects_undecided"] == 2)
    }
  }
}
