import Drivers
import JobKit
import Kernel
import Lake
import State
import Testing

@testable import Runner

/// A crash at each border of a commit, played by stopping there: the next start must find old or new, whole, and nothing left over.
struct RecoveryTests {
  let cell = Cell(job: JobName("job"), date: LogicalDate(year: 2026, month: 11, day: 21)!)

  @Test func beforeTheCatalogANewFolderIsTakenBack() throws {
    let (place, state, document) = try prepared(old: nil, new: "new")
    try LakeChange(lake: place.lake).publish(document)
    #expect(try place.lakeFiles().values.sorted() == ["new"])
    try Recovery(lake: place.lake, state: state).run(at: Instant(seconds: 0))
    #expect(try place.lakeFiles().isEmpty)
    #expect(try state.read { try $0.openIntents() }.isEmpty)
  }

  @Test func beforeTheCatalogAnExchangedFolderIsExchangedBack() throws {
    let (place, state, document) = try prepared(old: "old", new: "new")
    try LakeChange(lake: place.lake).publish(document)
    #expect(try place.lakeFiles()["curated/t/part"] == "new")
    try Recovery(lake: place.lake, state: state).run(at: Instant(seconds: 0))
    #expect(try place.lakeFiles() == ["curated/t/part": "old"])
  }

  @Test func beforeTheExchangeTheStagedFolderGoes() throws {
    let (place, state, _) = try prepared(old: "old", new: "new")
    try Recovery(lake: place.lake, state: state).run(at: Instant(seconds: 0))
    #expect(try place.lakeFiles() == ["curated/t/part": "old"])
  }

  @Test func afterTheCatalogTheOldFolderGoesAndMovesAreFinished() throws {
    var (place, state, document) = try prepared(old: "old", new: "new")
    try Files.makeDirectory(place.lake.path("events"))
    for name in ["a", "b"] { try Files.create(place.lake.path("events/\(name)"), Array(name.utf8)) }
    document.moves = ["a", "b"].map { name in
      ObjectMove(
        table: nil, key: "events/\(name)", from: "events/\(name)", to: ".storage/GLACIER/events/\(name)", bytes: 1,
        modified: Instant(seconds: 0),
        purpose: .transition(storageClass: "GLACIER"))
    }
    try Files.create(place.lake.path("gone"), Array("x".utf8))
    document.erasures = [place.lake.path("gone")]
    let text = try document.json()
    let intent = try state.write { writer in
      try writer.closeIntent(1)
      let id = try writer.prepareIntent(cell, document: text)
      try writer.commitIntent(id)
      return id
    }
    let change = LakeChange(lake: place.lake)
    try change.publish(document)
    // It died after the first of the moves.
    try Files.makeDirectory(place.lake.path(".storage/GLACIER/events"))
    try Files.rename(place.lake.path("events/a"), to: place.lake.path(".storage/GLACIER/events/a"))
    #expect(intent > 0)
    let recovery = Recovery(lake: place.lake, state: state)
    try recovery.run(at: Instant(seconds: 0))
    let expected = ["curated/t/part": "new", ".storage/GLACIER/events/a": "a", ".storage/GLACIER/events/b": "b"]
    #expect(try place.lakeFiles() == expected)
    #expect(try state.read { try $0.openIntents() }.isEmpty)
    try recovery.run(at: Instant(seconds: 0))
    #expect(try place.lakeFiles() == expected)
  }

  @Test func whatADeadProcessLeftRunningIsInterrupted() throws {
    let (place, state, _) = try prepared(old: nil, new: "new")
    let (run, cell) = (1, cell)
    try state.write { writer in
      _ = try writer.beginRun(
        pipeline: "p", trigger: "run", dates: cell.date...cell.date, asOf: Instant(seconds: 0), at: Instant(seconds: 0))
      try writer.begin(JobRunStart(id: 1, run: run, cell: cell, reason: "never ran", at: Instant(seconds: 0)))
      try writer.begin(AttemptStart(id: 1, jobRun: 1, number: 1, log: "x", at: Instant(seconds: 0)))
    }
    #expect(try Recovery(lake: place.lake, state: state).run(at: Instant(seconds: 5)) == [cell])
    #expect(try state.read { try $0.cell(cell)?.state } == .interrupted)
  }

  /// A lake with one live folder (or none), a staged one, and the open intent to exchange them.
  private func prepared(old: String?, new: String) throws -> (Installation, StateStore, IntentDocument) {
    let place = try Installation()
    let state = try StateStore(directory: place.state, mode: .readWrite)
    let target = place.lake.path("curated/t"), staged = "\(place.lake.staging)/1.job.1/t"
    if let old {
      try Files.makeDirectory(target)
      try Files.create("\(target)/part", Array(old.utf8))
    }
    try Files.makeDirectory(staged)
    try Files.create("\(staged)/part", Array(new.utf8))
    var document = IntentDocument()
    document.exchanges = [IntentDocument.Exchange(target: target, staged: staged, manifest: try Manifest(folder: staged, rows: 1))]
    let text = try document.json(), cell = cell
    _ = try state.write { try $0.prepareIntent(cell, document: text) }
    return (place, state, document)
  }
}
