import ArgumentParser
import Kernel

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("The pipeline file (default: $NIGHTSHIFT_PIPELINE or jobs/nightly.yaml).", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String?

  @Option(
    name: .long, help: ArgumentHelp("The state folder (default: $NIGHTSHIFT_STATE or state).", valueName: "dir"), completion: .directory)
  var state: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Decide as if it were this moment (default: $NIGHTSHIFT_AS_OF or now), e.g. 2026-11-22T02:00:00Z.", valueName: "instant"))
  var asOf: String?

  @Flag(name: .long, help: "Print one JSON document instead of text.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print nothing but results.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Print what happens, also when nobody has to act.")
  var verbose = false

  @Option(name: .long, help: ArgumentHelp("auto, always or never (default: auto; NO_COLOR is respected).", valueName: "when"))
  var color: ColorChoice = .auto
}

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}
