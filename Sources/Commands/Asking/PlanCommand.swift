import ArgumentParser
import Drivers
import Kernel
import Pipeline
import Runner

/// `nightshift plan`: what would run and why; touches nothing.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what a run or a backfill would do now, and why; touches nothing.",
    discussion: """
      Without a range of dates it previews `nightshift run`; with --from and --to, or --last, the backfill with the same options.

      \(ExitCodeHelp.asking)
      """)

  @Option(
    name: .long, help: ArgumentHelp("The logical date of a night (default: the last one whose run is due).", valueName: "date"),
    completion: Completions.dates)
  var date: String?
  @OptionGroup var range: DateRangeOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var order: OrderOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if try range.range != nil, date != nil { throw ValidationError("give --date for a night, or a range of dates for a backfill") }
  }

  func run() async throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let request =
      try session.backfill(range, selection, order, pipeline) ?? session.night(try session.date(date, pipeline), selection, pipeline)
    let cells = try await Planner(request: request, pipeline: pipeline, state: try session.stateToRead(pipeline), world: session.world)
      .plan()
    if global.json { return PlanDocument(cells: cells).write { Console.write($0, to: .output) } }
    session.console.print(PlanText.text(cells, session.console))
  }
}
