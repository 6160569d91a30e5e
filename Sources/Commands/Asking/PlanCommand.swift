import ArgumentParser
import Drivers
import Kernel
import Pipeline
import Runner
import State

/// `nightshift plan`: what would run and why; touches nothing.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what a run or a backfill would do now, and why; touches nothing.",
    discussion: """
      Without a range of dates it previews `nightshift run`; with --from and --to, or --last, the backfill with the same options.

      \(ExitCodeHelp.asking)
      """)

  @OptionGroup var night: NightOptions
  @OptionGroup var backfill: BackfillOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if try backfill.range.range != nil {
      if night.date != nil { throw ValidationError("give --date for a night, or a range of dates for a backfill") }
    } else if backfill.order != .oldest || backfill.failFast {
      throw ValidationError("--order and --fail-fast are for a backfill: give --from and --to, or --last")
    }
  }

  func run() async throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let request = try backfill.request(night.selection, session, pipeline) ?? night.request(session, pipeline)
    let state = try session.stateToRead(pipeline)
    let cells = try await Planner(request: request, pipeline: pipeline, state: state, world: session.world).plan()
    if global.json { return PlanDocument(cells: cells).write { Console.write($0, to: .output) } }
    let waiting = Waiting.note(cells.ranges.map { ($0.decision, $0.count) }, selected: request.selected)
    let notes = try state.read { try MaskKeyChange.all(pipeline, $0).map(\.summary) } + (waiting.map { [$0] } ?? [])
    session.console.print(PlanText.text(cells, notes: notes, session.console))
  }
}
