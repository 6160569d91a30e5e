import ArgumentParser
import Kernel
import Runner

/// `nightshift backfill`: a range of dates, one after the other.
struct BackfillCommand: AsyncParsableCommand {
  enum Order: String, ExpressibleByArgument, CaseIterable { case oldest, newest }

  static let configuration = CommandConfiguration(
    commandName: "backfill", abstract: "Run a range of dates, both ends included, one after the other.",
    discussion: "Done dates are skipped, so repeating the command resumes it. Lifecycle and purge are left to the nightly run.\n\n"
      + ExitCodeHelp.running)

  @Option(name: .long, help: ArgumentHelp("First logical date.", valueName: "date")) var from: String
  @Option(name: .long, help: ArgumentHelp("Last logical date, included.", valueName: "date")) var to: String
  @Option(name: .long, help: "Which end first: oldest or newest.") var order: Order = .oldest
  @Flag(name: .long, help: "Stop after the first date on which a job fails.") var failFast = false
  @OptionGroup var run: RunOptions
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let dates = try DateRange.clipped(from: from, to: to, session: session, pipeline: pipeline)
    var request = WalkRequest(
      trigger: .backfill, dates: dates, selected: try session.selection(run.select, exclude: run.exclude, pipeline),
      force: run.force(session.world))
    request.newestFirst = order == .newest
    request.failFast = failFast
    try await RunSession(session: session, pipeline: pipeline, request: request, options: run).go()
  }
}
