import ArgumentParser
import Kernel
import State

/// `nightshift restate`: let cells be done again.
struct RestateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restate", abstract: "Let a job be done again on a range of dates, whatever it made there.",
    discussion: """
      Shows the cells and what they hold; with --yes they are restated, and the next run or backfill that looks at them runs them. What is
      live stays live until then. It takes back `mark void` and `mark done`.

      \(ExitCodeHelp.acting)
      """)

  @OptionGroup var mark: MarkOptions
  @OptionGroup var global: GlobalOptions

  func run() async throws { try await mark.carryOut(.restate, global) }
}
