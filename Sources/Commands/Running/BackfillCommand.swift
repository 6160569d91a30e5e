import ArgumentParser
import Kernel

/// `nightshift backfill`: a range of dates on request.
struct BackfillCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backfill", abstract: "Run what is missing, failed or stale on a range of dates, both ends included.",
    discussion: """
      Up-to-date cells are skipped, so repeating the command resumes it; `nightshift plan` with the same options shows what it would do.
      Jobs that act on the whole lake as it is now (lifecycle, purge) are left to the nightly run.

      \(ExitCodeHelp.running)
      """)

  @OptionGroup var backfill: BackfillOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if try backfill.range.range == nil { throw ValidationError("say which dates: --from and --to, or --last 7d") }
  }

  func run() async throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    guard let request = try backfill.request(selection, session, pipeline) else { return }
    try await RunSession(session: session, pipeline: pipeline, request: request, options: run).go()
  }
}
