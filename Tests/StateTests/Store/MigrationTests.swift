import Drivers
import GRDB
import Kernel
import TestSupport
import Testing

@testable import State

/// From a real file of version 1: four nights with a success, a failure, what needs it, and a job that is switched off.
struct MigrationTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func migrated() throws -> StateStore {
    let old = #filePath.replacing("MigrationTests.swift", with: "version1.sqlite")
    try Files.create("\(folder.path)/nightshift.sqlite", try Files.read(old))
    return try StateStore(directory: folder.path, mode: .readWrite)
  }

  private func date(_ day: Int) throws -> LogicalDate { try #require(LogicalDate(year: 2026, month: 11, day: day)) }

  @Test func theTruthIsKept() throws {
    let state = try migrated()
    let good = try state.read { try $0.cells(try date(2)...date(4)) }
    #expect(good.map(\.cell.description) == (2...4).flatMap { ["bad@2026-11-0\($0)", "good@2026-11-0\($0)"] })
    #expect(good.map(\.state) == [.failed, .succeeded, .failed, .succeeded, .failed, .succeeded])
    #expect(good[1].settings == ["command[1]": "true", "kind": "shell", "kind version": "shell 1"])
    #expect(good[0].settings.isEmpty)
    let dump = try state.read { try $0.catalogDump() }
    #expect(
      dump.contains(
        "cell\tjob=good\tdate=2026-11-02\tstate=succeeded\tsettings={\"command[1]\":\"true\",\"kind\":\"shell\",\"kind version\":\"shell 1\"}\tinputs={}"
      ))
  }

  @Test func decisionsToSkipBecomeRanges() throws {
    let state = try migrated()
    let job = JobName("good"), (second, third) = (try date(2), try date(3))
    let skips = try state.read { try $0.skips(ofRun: 4) }
    #expect(
      skips.map { "\($0.job) \($0.firstDate) \($0.lastDate) \($0.reason)" } == [
        "child 2026-11-02 2026-11-04 upstream failed: bad", "good 2026-11-02 2026-11-04 up to date", "idle 2026-11-02 2026-11-04 disabled",
      ])
    let decisions = try state.read { try $0.decisions(of: Cell(job: job, date: second)) }
    #expect(
      decisions.map { "\($0.run) \($0.verdict) \($0.reason)" } == [
        "1 run never ran", "2 skip up to date", "3 skip up to date", "4 skip up to date",
      ])
    #expect(try state.read { try $0.jobRuns(of: Cell(job: job, date: third)) }.map(\.run) == [2])
    #expect(try state.read { try $0.attempts(ofJobRun: 2) }.map(\.state) == [.succeeded])
  }

  @Test func theOldFileIsKeptBesideItAndItsDatesAreDue() throws {
    let state = try migrated()
    #expect(Files.exists("\(state.directory)/nightshift.sqlite.v1"))
    let queue = try DatabaseQueue(path: StateStore.path(in: state.directory))
    #expect(try queue.read { try String.fetchAll($0, sql: "SELECT date FROM manifest_due") } == ["2026-11-02", "2026-11-03", "2026-11-04"])
    #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 4)
    #expect(try queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") } == ["ok"])
  }

  @Test func aNewFileIsWhatTheVersionsMake() throws {
    func schema(_ make: @escaping (Database) throws -> Void) throws -> [String] {
      try DatabaseQueue().write { database in
        try make(database)
        return try Row.fetchAll(database, sql: "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").map(\.description)
          + ["\(try Migration.userVersion(database)) \(try CommitTally.held(database))"]
      }
    }
    let (new, old) = (try schema(Migration.migrate), try schema(Migration.migrateStepwise))
    #expect(new == old)
  }
}
