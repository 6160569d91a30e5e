import ArgumentParser
import JobKit
import Kernel
import Pipeline
import Runner

/// `nightshift run`: what cron starts.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run one night: the last date that is due, and what older dates inside the look-back need.",
    discussion: "Everything that is up to date is skipped, so repeating the command is always safe.\n\n" + ExitCodeHelp.running)

  @Option(
    name: .long, help: ArgumentHelp("The logical date (default: the last one whose run is due).", valueName: "date"),
    completion: Completions.dates)
  var date: String?
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let date = try session.date(date, pipeline)
    guard date >= pipeline.document.schedule.start else {
      throw ValidationError("\(date) is before schedule.start (\(pipeline.document.schedule.start)): there is no data to work on")
    }
    guard date.interval.end <= session.world.now() else {
      throw ValidationError("\(date.interval) has not ended yet at \(session.world.now())")
    }
    let request = try session.night(date, selection, pipeline)
    try await RunSession(session: session, pipeline: pipeline, request: request, options: run).go()
  }
}
