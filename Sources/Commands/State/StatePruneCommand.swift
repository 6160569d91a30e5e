import ArgumentParser
import Drivers
import Kernel
import State

/// `nightshift state prune`: forget old history, never truth.
struct StatePruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Forget runs, attempts and logs older than an age; what is true of cells and the lake stays.",
    discussion: ExitCodeHelp.text(.jobFailed, .locked))

  @Option(name: .long, help: ArgumentHelp("The age, e.g. 400d.", valueName: "span")) var olderThan: String
  @Flag(name: .long, help: "Only say what would go.") var dryRun = false
  @Flag(name: .long, help: "Wait for a run that is at work.") var wait = false
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let session = try Session(global)
    guard let age = Span(olderThan), age.microseconds > 0 else {
      throw ValidationError("--older-than takes an age such as 400d, not '\(olderThan)'")
    }
    let moment = Instant(microseconds: session.world.now().microseconds - age.microseconds)
    let pruned: PrunedHistory
    if dryRun {
      pruned = try session.stateToRead().read { try $0.history(before: moment).counts }
    } else {
      pruned = try session.locked("state prune", wait: wait) { try $0.prune(before: moment) }
    }
    let document = StatePruneDocument(pruned: pruned, dry_run: dryRun)
    if global.json { return try session.console.print(json: document) }
    let counts = [
      ("runs", pruned.runs), ("job runs", pruned.job_runs), ("attempts", pruned.attempts), ("skips", pruned.skips),
      ("log files", pruned.logs),
      ("documents", pruned.documents),
    ].map { "\($0.0) \($0.1.grouped)" }.joined(separator: ", ")
    session.console.print(
      "\(dryRun ? "would forget" : "forgot") what is older than \(moment): \(counts)"
        + (dryRun ? "" : "; \(pruned.bytes.readableBytes) freed"))
  }
}
