import Drivers
import Glibc
import Kernel
import Testing

/// The state file of fourteen real nights is lost, and comes back from the lake.
struct StateRebuildTests {
  @Test func aLostStateIsRefusedAndRebuiltAsItWas() async throws {
    let origin = try await ShopFixture.fortnight.value
    let scratch = try Scratch("rebuild")
    try await Scratch.copy(origin.home, to: "\(scratch.path)/shop")
    let shop = Shop(home: "\(scratch.path)/shop", dsn: origin.dsn)
    let last = try #require(LogicalDate("2026-11-21"))
    let dump = try await shop.nightshift("catalog", "dump", asOf: last)
    for name in ["nightshift.sqlite", "nightshift.sqlite-wal", "nightshift.sqlite-shm"] { try Files.remove("\(shop.home)/state/\(name)") }

    let refused = try await shop.nightshift("run", asOf: last)
    #expect(refused.code == 1 && refused.errors.contains("NS5013") && refused.errors.contains("nightshift state rebuild"))
    #expect(!Files.exists("\(shop.home)/state/nightshift.sqlite"))

    let rebuilt = try await shop.nightshift("state", "rebuild", asOf: last)
    #expect(rebuilt.code == 0, "\(rebuilt.errors)")
    let again = try await shop.nightshift("catalog", "dump", asOf: last)
    // The copy lies elsewhere, and its reports with it.
    #expect(again.output == dump.output.replacing(origin.home, with: shop.home))
    let check = try await shop.nightshift("state", "check", asOf: last)
    #expect(check.code == 0, "\(check.output)")
    let run = try await shop.nightshift("run", "--json", asOf: last)
    #expect(!run.output.contains("\"verdict\" : \"run\""))
  }

  /// A night that repaired late data, moved an object to a colder class, put one in the trash and let one go for good.
  @Test func aNightThatMovedAndErasedComesBackAsItWas() async throws {
    let night = try await FaultyNight.prepared.value
    let victim = try await night.victim()
    #expect(try await victim.night().code == 0)
    try await victim.expectRebuiltAsItWas("after the night")
    try await victim.expectUndisturbed("rebuilt after the night", rebuilt: true)

    // Out of the trash again, and once more.
    let batch = try #require(try Files.subdirectories("\(victim.home)/lake/.nightshift/trash").first)
    let undone = try await victim.run(["purge", "undo", batch] + FaultyNight.command.dropFirst())
    #expect(undone.code == 0, "\(undone.errors)")
    try await victim.expectRebuiltAsItWas("after the undo")
    let purged = try await victim.run(FaultyNight.command + ["--select", "purge_lake", "--force", "--reason", "again"])
    #expect(purged.code == 0, "\(purged.errors)")
    #expect(try Files.subdirectories("\(victim.home)/lake/.nightshift/trash").count == 1)
    try await victim.expectRebuiltAsItWas("after the second purge")
  }

  /// The process dies in a commit that moves bytes, and then the state is lost as well: the log in the lake tells of everything that went,
  /// and what is left to do is done by the next night.
  @Test(arguments: [Failpoint.commitCatalogued, .commitSettled]) func aStateLostWithAKilledRunKnowsWhatWasErased(_ point: Failpoint)
    async throws
  {
    let night = try await FaultyNight.prepared.value
    let passings = try #require(night.passings[point])
    let gone = Counted()
    // Purge and lifecycle come last.
    try await twoAtOnce(Array((passings - 3)...passings)) { passing in
      let what = "\(point.rawValue):\(passing)"
      let victim = try await night.victim()
      #expect(try await victim.night(fail: "\(what):kill").code == 128 + SIGKILL)
      try victim.loseState()
      let rebuilt = try await victim.run(["state", "rebuild"] + FaultyNight.command.dropFirst())
      #expect(rebuilt.code == 0, "\(what): \(rebuilt.errors)")
      let audit = try await victim.run(["audit"] + FaultyNight.command.dropFirst()).output
      for batch in night.erased where !Files.exists("\(victim.home)/lake/.nightshift/trash/\(batch)") {
        gone.add()
        #expect(audit.contains("purge.erase") && audit.contains(batch), "\(what): \(audit)")
      }
      let rerun = try await victim.night()
      #expect(rerun.code == 0, "\(what): \(rerun.errors)")
      let check = try await victim.run(["state", "check", "--hashes"] + FaultyNight.command.dropFirst())
      #expect(check.code == 0, "\(what): \(check.output)")
      try await victim.report()
      // Who did what in which run is told otherwise; what became of the data is not.
      let data = ["lake/domain-events/", "lake/backup/", "lake/curated/", "lake/operational/", "lake/.storage/", "reports/"]
      let differences = try await Snapshot(of: victim.shop, from: night.origin).differences(from: night.reported).filter { line in
        data.contains { line.hasPrefix($0) }
      }
      #expect(differences.map { $0.prefix(300) } == [], "\(what)")
    }
    // Where the bytes go after the point, they are there at it.
    #expect(point == .commitCatalogued || gone.count > 0)
  }

  /// Told to stop, a run leaves the lake knowing all that it has done.
  @Test func aStateLostAfterASignalIsAsFarAsTheRunWas() async throws {
    let night = try await FaultyNight.prepared.value
    let victim = try await night.victim()
    let process = try victim.start(fail: "child.ended:3:stop")
    #expect(process.waitUntilStopped())
    process.signal(SIGTERM)
    process.signal(SIGCONT)
    #expect(process.wait() == 128 + SIGTERM)
    try await victim.expectRebuiltAsItWas("after SIGTERM")
    try await victim.expectUndisturbed("after SIGTERM and a rebuild", rebuilt: true)
  }

  @Test func theNextRunMakesTheBackupOfAKilledOne() async throws {
    let night = try await FaultyNight.prepared.value
    let victim = try await night.victim()
    func backups() throws -> Int { try Files.list("\(victim.home)/state/backups").count }
    let before = try backups()
    #expect(try await victim.night(fail: "run.ended:1:kill").code == 128 + SIGKILL)
    #expect(try backups() == before)
    for _ in 1...2 {
      #expect(try await victim.night().code == 0)
      #expect(try backups() == before + 1)
    }
  }

  @Test func whatAPersonSaidComesBack() async throws {
    let pipeline = try SmallPipeline(
      "rebuild",
      jobs: """
        load: { kind: shell, command: ["true"] }
        model: { kind: shell, command: ["true"], needs: [load] }
        """)
    #expect(try await pipeline.nightshift("backfill", "--from", "2026-01-05", "--to", "2026-01-10").code == 0)
    for words in [
      ["restate", "load", "--from", "2026-01-05", "--to", "2026-01-06"],
      ["mark", "void", "model", "--from", "2026-01-07", "--to", "2026-01-08"],
      ["mark", "done", "load", "--from", "2026-01-03", "--to", "2026-01-04"],
    ] {
      #expect(try await pipeline.nightshift(words + ["--reason", "because", "--yes"]).code == 0)
    }
    func ask() async throws -> [String] {
      let dump = try await pipeline.nightshift("catalog", "dump").output, audit = try await pipeline.nightshift("audit").output
      return [dump, audit] + (try await pipeline.running("plan", "plan", "--from", "2026-01-03", "--to", "2026-01-10"))
    }
    let before = try await ask()
    #expect(before.contains("load@2026-01-05 restated by ada: because"))
    for name in try Files.children("\(pipeline.home)/state").map(\.name) where name.hasPrefix("nightshift.sqlite") {
      try Files.remove("\(pipeline.home)/state/\(name)")
    }
    #expect(try await pipeline.nightshift("plan").errors.contains("NS5013"))
    let rebuilt = try await pipeline.document("state-rebuild", "state", "rebuild")
    #expect((rebuilt["report"] as? [String: Any])?["run"] as? Int == 2)
    let after = try await ask()
    #expect(after == before)
    let check = try await pipeline.nightshift("state", "check")
    #expect(check.code == 0, "\(check.output)")
    #expect(try await pipeline.document("run", "run")["run"] as? Int == 3, "no number is given twice")
  }
}

extension Victim {
  func loseState() throws {
    for name in try Files.children("\(home)/state").map(\.name) where name.hasPrefix("nightshift.sqlite") {
      try Files.remove("\(home)/state/\(name)")
    }
  }

  /// The state is lost and made anew: the catalog is line for line what it was, nothing is found, and nothing is left to do that was not before.
  func expectRebuiltAsItWas(_ what: String) async throws {
    let options = FaultyNight.command.dropFirst()
    func ask() async throws -> (dump: String, running: Set<String>) {
      let dump = try await run(["catalog", "dump"] + options), plan = try await run(["plan", "--json"] + options)
      // The copy lies elsewhere, and its reports with it.
      return (night.map { dump.output.replacing($0.origin.home, with: home) } ?? dump.output, StateUnderTest.running(plan.output))
    }
    let before = try await ask()
    try loseState()
    let rebuilt = try await run(["state", "rebuild"] + options)
    #expect(rebuilt.code == 0 && !rebuilt.output.contains("written after"), "\(what): \(rebuilt.output)\(rebuilt.errors)")
    let after = try await ask()
    #expect(!before.dump.isEmpty && after == before, "\(what)")
    let check = try await run(["state", "check", "--hashes"] + options)
    #expect(check.code == 0, "\(what): \(check.output)")
  }
}
