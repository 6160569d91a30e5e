import JobKit
import Kernel
import Pipeline
import State

/// Gathers the facts about a cell at the moment it could start, and has them decided.
final class Judge {
  let request: WalkRequest
  let pipeline: LoadedPipeline
  let roster: Roster
  let state: StateStore
  let world: World
  /// What is wrong with the clock, if anything.
  let clockProblem: String?
  /// The last date that was due when the walk began: a clock that is set while it goes on changes no decision.
  private let lastClosed: LogicalDate
  /// Objects that a plan must reckon with although no crawl has read them.
  var foreseen = Foreseen()

  init(_ request: WalkRequest, pipeline: LoadedPipeline, roster: Roster, state: StateStore, world: World, clockProblem: String?) {
    self.request = request
    self.pipeline = pipeline
    self.roster = roster
    self.state = state
    self.world = world
    self.clockProblem = clockProblem
    lastClosed = pipeline.document.schedule.lastClosed(at: world.now())
  }

  /// Done, with the settings of now, nothing read that could have changed, everything it needs done as well: it needs no facts.
  func isDone(_ node: Int, _ member: Roster.Member, _ board: Board) -> Bool {
    guard board.glance(node).isDone, member.isPlain, request.force == nil else { return false }
    let day = node - node % board.jobs
    return member.asked.allSatisfy { board.isSettled(day + $0) }
  }

  /// - Parameter flush: called before anything is read that depends on what has just ended.
  func decide(_ node: Int, in stage: Stage, _ board: Board, flush: () throws -> Void) async throws -> (
    decision: Decision, inputs: [String: String], cause: Cause
  ) {
    let member = roster[board.job(node)]
    let cell = Cell(job: member.name, date: board.date(node))
    if member.job.traits.backfill == .never, request.trigger == .backfill || cell.date != lastClosed {
      return (.skip(.notBackfillable), [:], Cause())
    }
    var facts = CellFacts()
    facts.enabled = member.job.declaration.enabled
    facts.lookedAfter = stage.isLookedAfter ? lookedAfter(cell.date) : nil
    facts.force = stage.isLookedAfter ? nil : request.force
    if member.job.traits.effect == .deletes { facts.implausibleClock = clockProblem }
    facts.writers = member.writers
    for number in member.asked {
      let upstream = board.upstream(node - board.job(node) + number)
      if upstream != .upToDate { facts.needs[roster[number].name] = upstream }
    }
    if stage.isLookedAfter, member.job.traits.discovers,
      board.upstream(board.node(request.dates.upperBound, board.job(node))) == .failed
    {
      // What is new belongs to the night's own crawl: an older one must not take it in its place.
      facts.needs[member.name] = .failed
    }
    let glance = board.glance(node)
    facts.state = glance.state
    // Of equal settings neither is needed, and of a cell without inputs nothing else is.
    if glance.state != nil, member.hasInputs || !glance.hasSettings || [.void, .restated].contains(glance.state),
      let record = try state.read({ try $0.cell(cell) })
    {
      facts.settings = member.job.settings
      facts.storedSettings = record.settings
      facts.storedInputs = record.inputs
      facts.mark = record.mark.map { CellFacts.Mark(user: $0.user, why: $0.reason) }
    }
    var versions: [String: String] = [:]
    if member.hasInputs {
      try flush()
      (facts.inputs, versions) = await inputs(member, cell)
    }
    let decision = Decider.decide(facts)
    return (decision, versions, decision.runs ? Decider.cause(facts) : Cause())
  }

  func context(_ cell: Cell) -> InputContext {
    InputContext(cell: cell, document: pipeline.document, lake: pipeline.lake, state: state, world: world, foreseen: foreseen)
  }

  private func inputs(_ member: Roster.Member, _ cell: Cell) async -> (CellFacts.Inputs, [String: String]) {
    do {
      switch try await member.job.job.inputs(context(cell)) {
      case .versions(let found): return (.versions(found), found)
      case .pending(let work): return (.pending(work), [:])
      }
    } catch {
      // The job itself will meet the same wall and report it as its own.
      return (.pending("cannot be told (\((error as? Failure)?.code ?? 9001))"), [:])
    }
  }

  private func lookedAfter(_ date: LogicalDate) -> CellFacts.LookedAfter {
    let age = request.dates.upperBound.daysSinceEpoch - date.daysSinceEpoch
    return CellFacts.LookedAfter(repairs: age <= pipeline.lookbackDays, catchesUp: age <= pipeline.document.schedule.catchupLimit)
  }
}
