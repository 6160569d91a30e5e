import Catalog
import Drivers
import GRDB
import Kernel
import Lake
import Runner
import State
import Testing

/// Each thing that `state check` can find is found where it was planted, named with its place, and nothing besides it.
struct StateCheckTests {
  private static let date = LogicalDate(year: 2026, month: 11, day: 21)!

  /// A lake after a good night: a published table, an object that was crawled, one in the trash, an audit entry.
  private struct Good {
    let place: Installation
    let object = "events/a.gz"

    func make() async throws {
      let pipeline = try place.load("job: { kind: scripted, writes: [curated.t] }")
      #expect(try await place.run(pipeline).exit == .success)
      try await edit { writer in
        let path = place.lake.path(object)
        try writer.setObject(
          ObjectRecord(
            table: TableName("raw.e"), key: object, location: object, bytes: 3, modified: try modified(path), sha256: SHA256.of(file: path),
            rows: 1, rejected: 0, crawledOn: date),
          rows: [date: 1], rejects: [ObjectReject(ordinal: 2, offset: 9, reason: "malformed", detail: "", date: date)])
        try writer.recordTrash(
          TrashRecord(
            batch: "2026-11-21-abc", table: nil, key: "events/b.gz", origin: "events/b.gz",
            location: ".nightshift/trash/2026-11-21-abc/events/b.gz", bytes: 3, modified: Instant(seconds: 1), rule: "events/",
            trashedOn: date, document: try TrashDocument().encoded()))
        _ = try writer.appendAudit([AuditEntry(at: Instant(seconds: 1), action: "purge.trash", subject: "p@2026-11-21", facts: [:])])
      }
      #expect(try findings() == [])
    }

    private func modified(_ path: String) throws -> Instant { try #require(Files.entry(path)).modified }

    /// Changes the state as a run does, and lets the lake know of it.
    func edit(tellsTheLake: Bool = true, _ body: (StateWriter) throws -> Void) async throws {
      for path in [object, ".nightshift/trash/2026-11-21-abc/events/b.gz"] where !Files.exists(place.lake.path(path)) {
        try Files.makeDirectory(Files.directory(of: place.lake.path(path)))
        try Files.create(place.lake.path(path), Array("abc".utf8))
      }
      let state = try StateStore(directory: place.state, mode: .readWrite)
      try state.write(body)
      if tellsTheLake {
        let manifests = ManifestWriter(lake: place.lake, state: state)
        try manifests.writeDue()
        try manifests.writeAudit()
        try state.anchorAudit()
      }
      try state.close()
    }

    func findings(isAtWork: Bool = false, hashes: Bool = false) throws -> [String] {
      let state = try StateStore(directory: place.state, mode: .readOnly)
      return try StateCheck(lake: place.lake, state: state, isAtWork: isAtWork, readsBytes: hashes).run().map {
        #expect(!$0.way_out.isEmpty && !$0.place.isEmpty)
        return $0.thing
      }
    }

    var date: LogicalDate { StateCheckTests.date }
    var cell: Cell { Cell(job: JobName("job"), date: date) }
    var part: String { place.lake.path("\(place.lake.curated(TableName("curated.t"), date))/part-000.txt") }
  }

  private func good() async throws -> Good {
    let good = Good(place: try Installation())
    try await good.make()
    return good
  }

  /// As anybody with the file could.
  private func tamper(_ good: Good, _ statements: String...) throws {
    let path = StateStore.path(in: good.place.state)
    try Files.remove("\(path).seal")
    let raw = try DatabaseQueue(path: path)
    try raw.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA foreign_keys = OFF")
      for statement in statements { try database.execute(sql: statement) }
    }
    try raw.close()
  }

  @Test func anIndexThatIsNotItsTables() async throws {
    let good = try await good()
    try tamper(
      good, "PRAGMA writable_schema = ON",
      "UPDATE sqlite_schema SET sql = 'CREATE INDEX job_run_cell ON job_run(date, job)' WHERE name = 'job_run_cell'")
    #expect(try good.findings() == ["the state file is damaged: row 1 missing from index job_run_cell"])
  }

  @Test func aCellThatWasChangedByHand() async throws {
    let good = try await good()
    try tamper(good, "UPDATE cell SET state = 'failed'")
    let found = try good.findings()
    #expect(found.count == 1 && found[0].hasPrefix("cell that does not fit its seal: "), "\(found)")
  }

  @Test(arguments: [
    ("DELETE FROM run", "1 job runs of runs that are not there"), ("DELETE FROM object", "1 event dates of objects that are not there"),
    ("UPDATE attempt SET job_run_id = 77", "1 attempts of job runs that are not there"),
    ("UPDATE job_run SET id = 77", "1 cells of job runs that are not there"),
    ("UPDATE object_reject SET key = 'x'", "1 rejects of objects that are not there"),
  ])
  func aRowThatRefersToNothing(_ statement: String, _ finding: String) async throws {
    let good = try await good()
    try tamper(good, statement)
    #expect(try good.findings().contains(finding))
  }

  /// SQLite minds none of these; read as what they ought to be, they would end the program, and the lake's good manifest would be said to be wrong.
  @Test(arguments: [
    ("UPDATE schema_version SET diff = 'x'", "schema_version.diff holds what nightshift never writes, in rows: 1"),
    ("UPDATE schema_version SET diff = CAST(diff AS BLOB)", "schema_version.diff holds what nightshift never writes, in rows: 1"),
    ("UPDATE schema_version SET diff = '{}'", "schema whose documents cannot be read"),
    ("UPDATE schema_version SET events = '[1]'", "schema whose documents cannot be read"),
    ("UPDATE object SET modified = 'x'", "object.modified holds what nightshift never writes, in rows: 1"),
    ("UPDATE object SET crawled_on = '2026-02-30'", "object.crawled_on holds what nightshift never writes, in rows: 1"),
    ("UPDATE cell SET counts = 'x'", "cell.counts holds what nightshift never writes, in rows: 1"),
  ])
  func whatNobodyWroteThere(_ statement: String, _ finding: String) async throws {
    let good = try await good()
    try await good.edit { writer in
      try writer.addSchema(TableName("raw.e"), on: good.date, columns: "[]", events: EventSchema().json, diff: "[]")
    }
    #expect(try good.findings() == [])
    try tamper(good, statement)
    #expect(try good.findings() == [finding])
  }

  @Test func aCellOfAMarkThatIsNotThere() async throws {
    let good = try await good()
    try await good.edit { writer in
      let cell = Cell(job: JobName("other"), date: good.date)
      let mark = try writer.addMark(
        .void, job: cell.job, dates: good.date...good.date, user: "ada", reason: "closed", at: Instant(seconds: 1))
      try writer.setCell(CellRecord(cell: cell, state: .void, settings: [:], inputs: [:], counts: [:], mark: mark))
    }
    #expect(try good.findings() == [])
    try tamper(good, "DELETE FROM mark")
    #expect(try good.findings() == ["1 cells of marks that are not there"])
  }

  @Test func anAuditEntryThatWasChangedByHand() async throws {
    let good = try await good()
    try tamper(good, "UPDATE audit SET entry = replace(entry, 'trash', 'erase')")
    #expect(
      try good.findings() == ["audit log that is broken at entry 1", "audit log in the lake that differs from the state's"])
  }

  @Test func aCleanStateHasNoFindingsAlsoWhenEverythingIsRead() async throws {
    let good = try await good()
    #expect(try good.findings(hashes: true) == [])
    #expect(try good.findings(isAtWork: true) == [])
  }

  @Test func anOpenIntentAndWhatItLeftRunning() async throws {
    let good = try await good()
    try await good.edit { writer in
      _ = try writer.prepareIntent(good.cell, document: "{}")
      let run = try writer.beginRun(
        pipeline: "p", trigger: "run", dates: good.date...good.date, asOf: Instant(seconds: 1), at: Instant(seconds: 1))
      try writer.begin(JobRunStart(id: 2, run: run, cell: good.cell, reason: "forced", at: Instant(seconds: 1)))
      try writer.begin(AttemptStart(id: 2, jobRun: 2, number: 1, log: "x", at: Instant(seconds: 1)))
    }
    #expect(
      try good.findings() == [
        "intent that a dead process left open", "cell job@2026-11-21 is running, but no process is",
        "job run 2 is running, but no process is", "attempt 2 is running, but no process is",
        "manifest that says something else than the state",
      ])
    #expect(try good.findings(isAtWork: true) == ["manifest that says something else than the state"])
  }

  @Test func aStagingFolder() async throws {
    let good = try await good()
    try Files.makeDirectory("\(good.place.lake.staging)/9.job.1")
    #expect(try good.findings() == ["staging folder of a dead process"])
    #expect(try good.findings(isAtWork: true) == [])
  }

  @Test(arguments: ["gone", "longer", "another file", "other bytes"]) func aPublishedFile(_ what: String) async throws {
    let good = try await good()
    switch what {
    case "gone": try Files.remove(Files.directory(of: good.part))
    case "longer": try Files.create(good.part, try Files.read(good.part) + [0])
    case "another file": try Files.create(good.part + "x", [0])
    default: try Files.create(good.part, try Files.read(good.part).map { $0 ^ 1 })
    }
    let other = "partition with other files than its manifest"
    let expected = ["gone": "partition without its folder", "other bytes": nil][what, default: other]
    #expect(try good.findings() == (expected.map { [$0] } ?? []))
    #expect(try good.findings(hashes: true) == [expected ?? other])
  }

  @Test func aPartitionWhoseManifestIsNoManifest() async throws {
    let good = try await good()
    try await good.edit { writer in
      let record = try #require(try writer.reader.partition(TableName("curated.t"), key: "2026-11-21"))
      try writer.setPartition(
        PartitionRecord(
          table: record.table, key: record.key, path: record.path, rows: record.rows, bytes: record.bytes, manifest: "?",
          fingerprint: record.fingerprint))
    }
    #expect(try good.findings() == ["partition whose manifest cannot be read"])
  }

  @Test func aFileThatNobodyPublished() async throws {
    let good = try await good()
    try Files.makeDirectory(good.place.lake.path("curated/stray"))
    try Files.create(good.place.lake.path("curated/stray/x"), [1])
    #expect(try good.findings() == ["file that no partition owns"])
  }

  @Test(arguments: ["gone", "longer", "later", "other bytes"]) func anObject(_ what: String) async throws {
    let good = try await good()
    let path = good.place.lake.path(good.object)
    let time = try #require(Files.entry(path)).modified
    func rewrite(_ text: String, _ modified: Instant) throws {
      let file = try OutputFile(path: path)
      try file.write(Array(text.utf8))
      try file.close(modified: modified)
    }
    switch what {
    case "gone": try Files.remove(path)
    case "longer": try rewrite("abcd", time)
    case "later": try rewrite("abc", time.adding(seconds: 1))
    default: try rewrite("abd", time)
    }
    let expected = ["gone": "object that is not where the catalog says", "other bytes": nil][
      what, default: "object with another size or time than the crawl saw"]
    #expect(try good.findings() == (expected.map { [$0] } ?? []))
    #expect(try good.findings(hashes: true) == [expected ?? "object with other bytes than the crawl read"])
  }

  @Test func whatIsNotInTheTrashAnyMore() async throws {
    let good = try await good()
    try Files.remove(good.place.lake.path(".nightshift/trash/2026-11-21-abc"))
    #expect(try good.findings() == ["object that is not in the trash any more"])
  }

  @Test func manifestsThatAreDueMissingDifferentOrTooMany() async throws {
    let good = try await good()
    let path = "\(good.place.lake.manifests)/2026-11-21.json", whole = try Files.read(path)
    try Files.create(path, whole + [32])
    #expect(try good.findings() == ["manifest that says something else than the state"])
    try Files.remove(path)
    #expect(try good.findings() == ["manifest that is missing"])
    try Files.create(path, whole)
    try Files.create("\(good.place.lake.manifests)/2020-01-01.json", whole)
    #expect(try good.findings() == ["manifest of a date that the state knows nothing of"])
    try Files.remove("\(good.place.lake.manifests)/2020-01-01.json")
    try await good.edit(tellsTheLake: false) { try $0.setWatermark(JobName("job"), "w", on: good.date, "v") }
    #expect(try good.findings() == ["manifest that is due"])
    #expect(try good.findings(isAtWork: true) == [])
  }

  @Test func anAuditLogThatTheLakeHasOtherwise() async throws {
    let good = try await good()
    try Files.remove(ManifestWriter.auditPath(good.place.lake))
    #expect(try good.findings() == ["audit log in the lake that differs from the state's"])
    #expect(try good.findings(isAtWork: true) == [])
  }
}
