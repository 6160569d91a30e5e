import ArgumentParser

/// `nightshift state`: look after the file that remembers everything.
struct StateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state", abstract: "Check, back up, prune and rebuild the state file.",
    subcommands: [
      StateCheckCommand.self, StateBackupCommand.self, StatePruneCommand.self, StateRebuildCommand.self, StateManifestsCommand.self,
      StateClockCommand.self,
      StateFailpointsCommand.self,
    ])
}
