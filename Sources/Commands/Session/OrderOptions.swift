import ArgumentParser

/// In which order a backfill goes through its dates, and how far: the options that `plan` and `backfill` share.
struct OrderOptions: ParsableArguments {
  enum Order: String, ExpressibleByArgument, CaseIterable { case oldest, newest }

  @Option(name: .long, help: "Which end of the dates first: oldest or newest.")
  var order: Order = .oldest

  @Flag(name: .long, help: "Start nothing more after the first failure.")
  var failFast = false
}
