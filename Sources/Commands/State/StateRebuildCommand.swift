import ArgumentParser
import Kernel
import Runner

/// `nightshift state rebuild`: a new state file from the lake's manifests.
struct StateRebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Make a lost or damaged state file anew from the manifests in the lake.",
    discussion: "What there was is kept beside it. The history of runs and their logs' index cannot be restored; a backup has them.\n\n"
      + ExitCodeHelp.text(.jobFailed, .invalidJobFile, .locked))

  @Flag(name: .long, help: "Replace a state file that is whole, and go on without a damaged manifest or audit log.") var force = false
  @Flag(name: .long, help: "Wait for a run that is at work.") var wait = false
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let report = try StateRebuild(pipeline: pipeline, stateDirectory: session.stateDirectory, world: session.world).run(
      force: force, wait: wait)
    if global.json { return try session.console.print(json: StateRebuildDocument(report: report)) }
    var lines = ["rebuilt from \(report.manifests.grouped) manifest\(report.manifests == 1 ? "" : "s"):"]
    var table = TextTable()
    for (name, count) in report.rows.sorted(by: { $0.key < $1.key }) { table.add("  \(name.replacing("_", with: " "))", count.grouped) }
    table.add("  audit entries", report.audit_entries.grouped)
    lines.append(table.text)
    lines.append("compared with the lake: \(report.objects_checked.grouped) objects, \(report.partitions_checked.grouped) partitions")
    lines += report.findings.map { "  \($0.thing): \($0.place)\n    \($0.way_out)" }
    if let aside = report.set_aside { lines.append("the old file is \(aside)") }
    lines.append("not restored: the history of runs, attempts and skips, and with it estimates; backups have it")
    lines.append("runs count on from here: this is run \(report.run)")
    session.console.print(lines.joined(separator: "\n"))
  }
}
