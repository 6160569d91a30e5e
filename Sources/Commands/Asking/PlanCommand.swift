import ArgumentParser
import Kernel
import Pipeline
import Runner

/// `nightshift plan`: what would run and why; touches nothing.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what a run would do now, and why; touches nothing.", discussion: ExitCodeHelp.asking)

  @Option(name: .long, help: ArgumentHelp("The logical date (default: the last one whose run is due).", valueName: "date")) var date:
    String?
  @Option(name: .long, help: ArgumentHelp("First date of a backfill.", valueName: "date")) var from: String?
  @Option(name: .long, help: ArgumentHelp("Last date of a backfill, included.", valueName: "date")) var to: String?
  @Option(name: .long, help: ArgumentHelp("Only these jobs.", valueName: "selector")) var select: String?
  @Option(name: .long, help: ArgumentHelp("All but these jobs.", valueName: "selector")) var exclude: String?
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if (from == nil) != (to == nil) { throw ValidationError("--from and --to go together") }
    if from != nil, date != nil { throw ValidationError("give --date, or --from and --to") }
  }

  func run() async throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let selected = try session.selection(select, exclude: exclude, pipeline)
    let request: WalkRequest
    if let from, let to {
      request = WalkRequest(
        trigger: .backfill, dates: try DateRange.clipped(from: from, to: to, session: session, pipeline: pipeline), selected: selected)
    } else {
      let date = try session.date(date, pipeline)
      request = WalkRequest(trigger: .run, dates: date...date, selected: selected)
    }
    let cells = try await Planner(request: request, pipeline: pipeline, state: try session.stateToRead(), world: session.world).plan()
    if global.json { return try session.console.print(json: PlanDocument(cells)) }
    session.console.print(Self.text(cells, session.console))
  }

  private static func text(_ cells: [PlannedCell], _ console: Console) -> String {
    var table = TextTable()
    // A date that is only looked after is shown where something happens there.
    let busy = Set(cells.filter(\.decision.runs).map(\.cell.date))
    let shown = cells.filter { busy.contains($0.cell.date) || $0.cell.date == cells.map(\.cell.date).max() }
    for planned in shown {
      let verb = planned.decision.runs ? console.paint("run ", .strong) : console.paint("skip", .faint)
      table.add(
        verb, planned.cell.date.description, planned.cell.job.rawValue, planned.decision.reason,
        planned.estimate.map { "about \($0.readable)" } ?? "")
    }
    let running = cells.filter(\.decision.runs).count
    let total = cells.compactMap(\.estimate).reduce(0) { $0 + $1.microseconds }
    let estimate = total > 0 ? ", about \(Span(microseconds: total).readable) by their last runs" : ""
    return "\(table.text)\n\(running) to run, \(cells.count - running) to skip\(estimate)"
  }
}

/// `nightshift.plan/1`.
struct PlanDocument: Encodable {
  struct Line: Encodable {
    let job: JobName
    let date: LogicalDate
    let interval: String
    let verdict: String
    let reason: String
    let estimate_ms: Int?
  }

  let schema = "nightshift.plan/1"
  let cells: [Line]

  init(_ cells: [PlannedCell]) {
    self.cells = cells.map { planned in
      Line(
        job: planned.cell.job, date: planned.cell.date, interval: planned.cell.date.interval.description, verdict: planned.decision.verdict,
        reason: planned.decision.reason, estimate_ms: planned.estimate.map { $0.microseconds / 1000 })
    }
  }
}
