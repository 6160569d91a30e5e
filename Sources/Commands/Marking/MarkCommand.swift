import ArgumentParser
import Kernel
import State

/// `nightshift mark`: say that cells need not run.
struct MarkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark", abstract: "Say that a job is done on a range of dates, or that there is nothing to do.",
    subcommands: [Done.self, Void.self])

  struct Done: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "done", abstract: "It is done by other means: up to date with today's settings and inputs, without running.",
      discussion: """
        Shows the cells; with --yes it is so, until they are restated or what they read changes. Objects that wait for a crawl are read all
        the same: only a crawl can put them into the catalog, and the crawls of the next dates see them too. `mark void` skips the cell.

        \(ExitCodeHelp.acting)
        """)
    @OptionGroup var mark: MarkOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws { try await mark.carryOut(.done, global) }
  }

  struct Void: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "void", abstract: "There will never be anything: it is skipped, and what needs it goes on without it.",
      discussion: "Shows the cells; with --yes it is so, until they are restated.\n\n" + ExitCodeHelp.acting)
    @OptionGroup var mark: MarkOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws { try await mark.carryOut(.void, global) }
  }
}
