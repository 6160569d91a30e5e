import Drivers
public import JobKit
public import Kernel
import Lake
import Pipeline
import State

/// Makes a lost or damaged state file anew from the manifests in the lake. What there was stays beside it under another name.
public struct StateRebuild: Sendable {
  public struct Report: Sendable, Encodable {
    /// Dates, and rows of each kind.
    public var manifests = 0
    public var rows: [String: Int] = [:]
    public var audit_entries = 0
    /// Compared with what is in the lake.
    public var objects_checked = 0
    public var partitions_checked = 0
    public var findings: [StateFinding] = []
    /// The number that the rebuild has among the runs: the logs of those before it keep their names.
    public var run = 0
    /// Where the file went that was there.
    public var set_aside: String?
  }

  private let pipeline: LoadedPipeline
  private let directory: String
  private let world: World

  public init(pipeline: LoadedPipeline, stateDirectory: String, world: World) {
    self.pipeline = pipeline
    directory = stateDirectory
    self.world = world
  }

  /// - Throws: `NS3002` when a run is at work; where `force` is false `NS5011` when a newer program wrote the state file, `NS5018` when it is
  ///   whole, `NS5019` when a manifest or the audit log in the lake is damaged. Nothing is changed then.
  public func run(force: Bool, wait: Bool) throws -> Report {
    try Files.makeDirectory(directory)
    let lock = try FileLock(path: "\(directory)/lock", holder: "pid \(world.processID), state rebuild since \(world.now())", wait: wait)
    defer { withExtendedLifetime(lock) {} }
    if !force, try StateStore.isWhole(directory) {
      throw Failure(
        5018, "the state file \(StateStore.path(in: directory)) is whole: there is nothing to rebuild",
        hint: "`nightshift state check` compares it with the lake; --force replaces it all the same")
    }
    var report = Report()
    let making = "\(directory)/rebuild"
    try Files.remove(making)
    let state = try StateStore(directory: making, mode: .readWrite)
    try restoreManifests(state, force: force, &report)
    try restoreAudit(state, force: force, &report)
    let compared = try LakeReconciliation(pipeline: pipeline, state: state).run()
    (report.objects_checked, report.partitions_checked) = (compared.objects, compared.partitions)
    report.findings += compared.findings
    try ManifestWriter(lake: pipeline.lake, state: state).writeDue()
    report.run = try countOn(state)
    try state.close()
    report.set_aside = try StateStore.replace(in: directory, with: making)
    return report
  }

  /// The rebuild takes the number after the last run's, so that no number is given twice.
  private func countOn(_ state: StateStore) throws -> Int {
    let (number, now) = (StateStore.lastRunKnown(in: directory) + 1, world.now())
    return try state.write { writer in
      let dates = try writer.reader.knownDates(of: pipeline.jobs.keys) ?? { $0...$0 }(pipeline.document.schedule.lastClosed(at: now))
      let run = try writer.beginRun(number, pipeline: pipeline.document.name, trigger: "rebuild", dates: dates, asOf: now, at: now)
      try writer.endRun(run, exit: .success, at: now)
      return run
    }
  }

  private func restoreManifests(_ state: StateStore, force: Bool, _ report: inout Report) throws {
    let lake = pipeline.lake
    let dates = try ManifestWriter.files(lake)
    guard !dates.isEmpty else {
      throw Failure(
        5013, "there are no manifests in \(lake.manifests): the state cannot be rebuilt from this lake",
        hint: "check the pipeline's lake; otherwise copy a backup of the state back")
    }
    for date in dates {
      let path = "\(lake.manifests)/\(date).json"
      let manifest: DateManifest
      do {
        manifest = try DateManifest(file: path)
      } catch {
        guard force else { throw error }
        report.findings.append(StateFinding("manifest that is damaged", path, wayOut: "its date runs again: `nightshift backfill`"))
        continue
      }
      try state.write { try $0.restore(manifest, lake: lake.root) }
      report.manifests += 1
      report.rows.merge(manifest.counts, uniquingKeysWith: +)
    }
    // They are in the lake as they were read; what the comparison corrects becomes due anew.
    try state.write { writer in try writer.manifestsWritten(try writer.reader.manifestsDue()) }
  }

  /// The log must hold its anchor; where it does not, entries are missing, and only `force` goes on.
  private func restoreAudit(_ state: StateStore, force: Bool, _ report: inout Report) throws {
    let path = ManifestWriter.auditPath(pipeline.lake)
    do {
      let records = Files.exists(path) ? try AuditFile.read(path) : []
      try state.write { try $0.restoreAudit(records) }
      report.audit_entries = records.count
      let anchor = try StateStore.anchor(in: directory)
      guard let bad = try state.read({ try $0.verifyAudit(expecting: anchor) }) else { return }
      throw Failure(5019, "the audit log in \(path) does not hold its anchor: entry \(bad) is missing or another", hint: nil)
    } catch let failure as Failure {
      guard force else {
        throw Failure(
          failure.code, failure.message,
          hint: "look for another copy of the log first (a backup of the state has one); --force goes on and keeps the anchor beside")
      }
      report.findings.append(
        StateFinding("audit log: \(failure.message)", path, wayOut: "say so to whoever audits; the old anchor is kept"))
      try StateStore.setAnchorAside(in: directory)
    }
  }
}
