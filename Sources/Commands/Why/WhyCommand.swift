import ArgumentParser
import JobKit
import Kernel
import Pipeline
import Runner
import State

/// `nightshift why`: every decision ever made about a cell, what led to it and what came of it.
struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Show why a job ran, was skipped or failed on a date: the chain of causes.",
    discussion: "The newest decision comes first; under it what exactly led to it, and what that came from.\n\n" + ExitCodeHelp.asking)

  @Argument(help: "The job's name.", completion: Completions.jobs) var job: String
  @Option(
    name: .long, help: ArgumentHelp("The logical date (default: the last one whose run is due).", valueName: "date"),
    completion: Completions.dates)
  var date: String?
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let cell = Cell(job: try session.job(job, pipeline), date: try session.date(date, pipeline))
    let state = try session.stateToRead(pipeline)
    let now = try await decision(about: cell, session, pipeline, state)
    let document = try state.read { reader in
      try WhyDocument(
        cell, now: now, at: session.world.now(), holder: StatusLock.holder(state.directory), pipeline: pipeline, reader: reader)
    }
    if global.json { return try session.console.print(json: document) }
    session.console.print(WhyText.text(document, session.console))
  }

  /// What a backfill of it and of what it waits for would decide now. A crawl that has been there is not asked again: it would have to read every new object for its answer.
  private func decision(about cell: Cell, _ session: Session, _ pipeline: LoadedPipeline, _ state: StateStore) async throws -> Decision? {
    let looked = try state.read { try $0.cell(cell) != nil }
    guard !looked || pipeline[cell.job]?.traits.discovers != true else { return nil }
    guard cell.date >= pipeline.document.schedule.start, cell.date.interval.end <= session.world.now() else { return nil }
    let request = WalkRequest(
      trigger: .backfill, dates: cell.date...cell.date, selected: pipeline.graph.upstream(of: cell.job, via: .all).union([cell.job]))
    return try await Planner(request: request, pipeline: pipeline, state: state, world: session.world).plan().first { $0.cell == cell }?
      .decision
  }
}
