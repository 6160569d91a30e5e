import ArgumentParser
import Drivers
import Kernel
import Pipeline

/// Which jobs, and whether to do again what is up to date: the options that `plan`, `run` and `backfill` share.
struct SelectionOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("Only these jobs: name, kind:crawl, tag:x, +name, name+, comma = union.", valueName: "selector"),
    completion: Completions.jobs)
  var select: String?

  @Option(name: .long, help: ArgumentHelp("All but these jobs.", valueName: "selector"), completion: Completions.jobs)
  var exclude: String?

  @Flag(name: .long, help: "Run also what is up to date; needs --reason.")
  var force = false

  @Option(name: .long, help: ArgumentHelp("Why --force is used; kept with the run.", valueName: "text"))
  var reason: String?

  func validate() throws {
    if force, reason?.isEmpty ?? true { throw ValidationError("--force needs --reason: say why, it is kept with the run") }
    if reason != nil, !force { throw ValidationError("--reason goes with --force") }
  }

  func force(_ world: World) -> CellFacts.Force? {
    guard force, let reason else { return nil }
    return CellFacts.Force(user: ThisProcess.user(world), why: reason)
  }
}
