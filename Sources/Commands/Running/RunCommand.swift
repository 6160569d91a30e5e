import ArgumentParser
import Kernel

/// `nightshift run`: what cron starts.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run one night: the last date that is due, and what older dates inside the look-back need.",
    discussion: "Everything that is up to date is skipped, so repeating the command is always safe.\n\n" + ExitCodeHelp.running)

  @OptionGroup var night: NightOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let request = try night.request(session, pipeline)
    try await RunSession(session: session, pipeline: pipeline, request: request, options: run).go()
  }
}
