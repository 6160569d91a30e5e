import ArgumentParser
import Drivers
import Kernel
import Pipeline

/// The options that `run` and `backfill` share.
struct RunOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Only these jobs: name, kind:crawl, tag:x, +name, name+, comma = union.", valueName: "selector"))
  var select: String?

  @Option(name: .long, help: ArgumentHelp("All but these jobs.", valueName: "selector"))
  var exclude: String?

  @Flag(name: .long, help: "Run also what is up to date; needs --reason.")
  var force = false

  @Option(name: .long, help: ArgumentHelp("Why --force is used; kept with the run.", valueName: "text"))
  var reason: String?

  @Option(name: .long, help: ArgumentHelp("Jobs of one date that may run side by side.", valueName: "n"))
  var parallel = 2

  @Flag(name: .long, help: "Wait for another nightshift on the same state instead of ending with 75.")
  var wait = false

  func validate() throws {
    if force, reason?.isEmpty ?? true { throw ValidationError("--force needs --reason: say why, it is kept with the run") }
    if reason != nil, !force { throw ValidationError("--reason goes with --force") }
    if !(1...64).contains(parallel) { throw ValidationError("--parallel takes a number from 1 to 64") }
  }

  func force(_ world: World) -> CellFacts.Force? {
    guard force, let reason else { return nil }
    return CellFacts.Force(user: ThisProcess.user(world), why: reason)
  }
}
