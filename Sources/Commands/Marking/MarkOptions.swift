import ArgumentParser
import Drivers
import JobKit
import Kernel
import Pipeline
import State

/// What `restate` and `mark` take, and how both go about it: a preview first, with `--yes` the deed, under the lock and in one transaction.
struct MarkOptions: ParsableArguments {
  @Argument(help: "The job's name.", completion: Completions.jobs) var job: String
  @OptionGroup var range: DateRangeOptions
  @Option(name: .long, help: ArgumentHelp("Why; kept with the cells and in the audit log.", valueName: "text")) var reason: String
  @Flag(name: .long, help: "Also the jobs that need it, directly or through others.") var downstream = false
  @Flag(name: .long, help: "Do it. Without this nothing is changed.") var yes = false
  @Flag(name: .long, help: "Wait for a run that is at work.") var wait = false

  func validate() throws {
    if try range.range == nil { throw ValidationError("say which dates: --from and --to, or --last 7d") }
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason is empty: say why, it is kept") }
  }

  func carryOut(_ act: MarkRecord.Act, _ global: GlobalOptions) async throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let name = try session.job(job, pipeline)
    let jobs = try Self.jobs(name, downstream: downstream, pipeline)
    guard let dates = try session.dates(range, pipeline) else { return }
    let user = ThisProcess.user(session.world)
    func plan(_ state: StateStore) async throws -> MarkPlan {
      try await MarkPlan(act, jobs: jobs, dates: dates, user: user, reason: reason, state: state) { cell, job in
        let context = InputContext(cell: cell, document: pipeline.document, lake: pipeline.lake, state: state, world: session.world)
        return MarkPlan.Present(settings: job.settings, try await job.job.inputs(context))
      }
    }
    guard yes else {
      let plan = try await plan(try session.stateToRead(pipeline))
      if global.json { return try session.console.print(json: MarkDocument(plan, applied: false)) }
      return session.console.print(MarkText.preview(plan, session.console))
    }
    var carriedOut: MarkPlan?
    _ = try await session.act(on: Cell(job: name, date: dates.lowerBound), pipeline, wait: wait) { state in
      let plan = try await plan(state)
      carriedOut = plan
      var outcome = JobOutcome()
      let now = session.world.now()
      outcome.audit = plan.audit(at: now)
      outcome.record { try plan.write($0, at: now) }
      return outcome
    }
    guard let carriedOut else { return }
    if global.json { return try session.console.print(json: MarkDocument(carriedOut, applied: true)) }
    session.console.print(MarkText.done(carriedOut))
  }

  /// The job, with what needs it when asked for. A job that only a night runs has no other dates to speak of.
  private static func jobs(_ name: JobName, downstream: Bool, _ pipeline: LoadedPipeline) throws -> [LoadedJob] {
    if pipeline[name]?.traits.backfill == .never {
      throw ValidationError("'\(name)' acts on the whole lake as it is at each night: there is nothing to say about a date of it")
    }
    let wanted = downstream ? pipeline.graph.downstream(of: name).union([name]) : [name]
    return pipeline.ordered.filter { wanted.contains($0.name) && $0.traits.backfill == .perInterval }
  }
}
