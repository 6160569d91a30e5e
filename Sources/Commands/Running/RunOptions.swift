import ArgumentParser

/// How `run` and `backfill` go about it.
struct RunOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Jobs that may run side by side.", valueName: "n"))
  var parallel = 2

  @Flag(name: .long, help: "Wait for another nightshift on the same state instead of ending with 75.")
  var wait = false

  func validate() throws {
    if !(1...64).contains(parallel) { throw ValidationError("--parallel takes a number from 1 to 64") }
  }
}
