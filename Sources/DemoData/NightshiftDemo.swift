import ArgumentParser

@main
struct NightshiftDemo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nightshift-demo",
    abstract: "Makes and runs a demo: the life of a shop, with defects whose truth is known.",
    subcommands: [GenerateCommand.self, DeliverCommand.self, PostgresCommand.self, RunCommand.self])
}
