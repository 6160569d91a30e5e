import JobKit
import Kernel
import Pipeline
import State

/// Goes through the cells of a request in order, decides about each at the moment it is due and hands it to `perform`.
///
/// A plan and a run are the same walk: the plan's `perform` does nothing and foresees, the run's does the work.
struct Walk: Sendable {
  let request: WalkRequest
  let pipeline: LoadedPipeline
  let state: StateStore
  let world: World
  /// Jobs of one date that may run side by side.
  var parallel = 1

  /// A cell that is due, with everything `perform` needs.
  struct Due: Sendable {
    let cell: Cell
    let job: LoadedJob
    let decision: Decision
    /// What it reads, as decided with; stored with the success.
    let inputs: [String: String]
    /// What exactly differs from the last success, for a decision to run.
    let cause: Cause

    var isForced: Bool {
      if case .run(.forced) = decision { return true }
      return false
    }
  }

  /// How a cell that was performed stands for those downstream.
  typealias Perform = @Sendable (Due) async throws -> CellFacts.Upstream

  /// - Parameter foresee: objects that plans must reckon with although no crawl has read them; called after each discovering job that would run.
  func go(foresee: Bool, perform: @escaping Perform) async throws {
    var foreseen = Foreseen()
    for stage in try Stage.all(for: request, pipeline: pipeline, state: state) {
      let fates = try await walk(stage, foreseen: &foreseen, foresee: foresee, perform: perform)
      if request.failFast, fates.values.contains(.failed) { return }
    }
  }

  private func walk(_ stage: Stage, foreseen: inout Foreseen, foresee: Bool, perform: @escaping Perform) async throws -> [JobName: CellFacts
    .Upstream]
  {
    var fates: [JobName: CellFacts.Upstream] = [:]
    var waiting = stage.jobs
    try await withThrowingTaskGroup(of: (JobName, CellFacts.Upstream).self) { group in
      var running: Set<JobName> = []
      while !waiting.isEmpty || !running.isEmpty {
        let ready = waiting.first { name in
          running.count < parallel && !(blockers(of: name).contains { waiting.contains($0) || running.contains($0) })
        }
        guard let name = ready, let job = pipeline[name] else {
          guard let (done, fate) = try await group.next() else { break }
          running.remove(done)
          fates[done] = fate
          continue
        }
        waiting.removeAll { $0 == name }
        let due = try await decide(Cell(job: name, date: stage.date), job, fates: fates, stage: stage, foreseen: foreseen)
        if foresee, due.decision.runs, let foreseeing = job.job as? any Foreseeing {
          foreseen.merge(try await foreseeing.foresee(context(due.cell, foreseen)))
        }
        if due.decision.runs {
          running.insert(name)
          group.addTask { (name, try await perform(due)) }
        } else {
          fates[name] = try await perform(due)
        }
      }
    }
    return fates
  }

  /// Jobs that must have ended before this one starts.
  private func blockers(of name: JobName) -> [JobName] {
    pipeline[name].map { $0.declaration.needs + $0.declaration.after } ?? []
  }

  private func decide(_ cell: Cell, _ job: LoadedJob, fates: [JobName: CellFacts.Upstream], stage: Stage, foreseen: Foreseen) async throws
    -> Due
  {
    if job.traits.backfill == .never, cell.date != pipeline.document.schedule.lastClosed(at: world.now()) {
      return Due(cell: cell, job: job, decision: .skip(.notBackfillable), inputs: [:], cause: Cause())
    }
    var facts = CellFacts()
    facts.enabled = job.declaration.enabled
    facts.settings = job.settings
    facts.lookedAfter = stage.lookedAfter
    facts.force = stage.lookedAfter == nil ? request.force : nil
    let record = try state.read { try $0.cell(cell) }
    facts.state = record?.state
    facts.storedSettings = record?.settings ?? [:]
    facts.storedInputs = record?.inputs ?? [:]
    facts.mark = record?.mark.map { CellFacts.Mark(user: $0.user, why: $0.reason) }
    facts.writers = pipeline.graph.upstream(of: cell.job).filter { upstream in
      pipeline[upstream].map { !$0.job.writes.isDisjoint(with: job.job.reads) } ?? false
    }
    for need in Set(job.declaration.needs).union(facts.writers) {
      facts.needs[need] = try fates[need] ?? storedFate(Cell(job: need, date: cell.date))
    }

    var versions: [String: String] = [:]
    do {
      switch try await job.job.inputs(context(cell, foreseen)) {
      case .versions(let found):
        versions = found
        facts.inputs = .versions(found)
      case .pending(let work): facts.inputs = .pending(work)
      }
    } catch let failure as Failure {
      // The job itself will meet the same wall and report it as its own.
      facts.inputs = .pending("cannot be told (\(failure.code))")
    }
    let decision = Decider.decide(facts)
    return Due(cell: cell, job: job, decision: decision, inputs: versions, cause: decision.runs ? Decider.cause(facts) : Cause())
  }

  private func storedFate(_ cell: Cell) throws -> CellFacts.Upstream {
    switch try state.read({ try $0.cell(cell) })?.state {
    case .succeeded, .void: .upToDate
    case .gateClosed: .gateClosed
    default: .failed
    }
  }

  private func context(_ cell: Cell, _ foreseen: Foreseen) -> InputContext {
    InputContext(cell: cell, document: pipeline.document, lake: pipeline.lake, state: state, world: world, foreseen: foreseen)
  }

  /// What a skipped cell means for those that need it.
  static func fate(of reason: Decision.SkipReason) -> CellFacts.Upstream {
    switch reason {
    case .upToDate, .disabled, .notBackfillable, .void: .upToDate
    case .upstreamFailed, .outsideCatchup, .implausibleClock: .failed
    case .gateClosed: .gateClosed
    }
  }
}
