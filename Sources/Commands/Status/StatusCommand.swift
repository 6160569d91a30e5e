import ArgumentParser
import Drivers
import JobKit
import Kernel
import Pipeline
import State

/// `nightshift status`: what needs a person first, then how each job stands.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show what needs a person first, then how each job stands.",
    discussion: """
      What needs a person is shown whatever the dates: failed cells, closed gates, guards that stopped, nights that were missed and that no
      run will catch up, each with the command that helps. The dates choose the cells of the list, the grid and the document.

      \(ExitCodeHelp.asking)
      """)

  @Option(name: .long, help: ArgumentHelp("Only this logical date.", valueName: "date"), completion: Completions.dates) var date: String?
  @OptionGroup var range: DateRangeOptions
  @Flag(name: .long, help: "Dates across, jobs down, one letter per cell.") var grid = false
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if try range.range != nil, date != nil { throw ValidationError("give --date, or a range of dates") }
  }

  func run() async throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let document = try StatusDocument(
      pipeline: pipeline, state: try session.stateToRead(pipeline), dates: try dates(session, pipeline), now: session.world.now(),
      asOf: session.clockOfEnvironment)
    if global.json { return try session.console.print(json: document) }
    session.console.print(
      grid
        ? StatusGrid.text(document, width: StandardStream.output.columns ?? 100, paint: session.console.paint)
        : StatusText.list(document, session.console))
  }

  /// The last fortnight unless other dates are asked for.
  private func dates(_ session: Session, _ pipeline: LoadedPipeline) throws -> ClosedRange<LogicalDate> {
    if let dates = try session.dates(range, pipeline) { return dates }
    let last = try session.date(date, pipeline)
    return date == nil ? min(last, max(last.adding(days: -13), pipeline.document.schedule.start))...last : last...last
  }
}
