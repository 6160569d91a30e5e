import JobKit
import Kernel
import Pipeline
import State

/// Goes through the cells of a request: decides about each at the moment it could start, and hands out those that are to run.
///
/// A plan and a run are the same walk: the plan says of each cell at once that it has run, the run says so when it has.
final class Walk {
  /// What a walk is told of as it decides to skip; in a run the event, in a plan nothing.
  typealias Skipped = (Cell, Decision.SkipReason) -> Void

  let roster: Roster
  let history: History
  let stages: [Stage]
  private(set) var board: Board
  private let request: WalkRequest
  private let parallel: Int
  private let skipped: Skipped
  private let judge: Judge
  /// What the cells that run read.
  private(set) var inputs: [Cell: [String: String]] = [:]
  private var stage = -1
  /// Failing fast: the last date of the walk on which anything may still start.
  private var lastDate = Int.max
  private var scheduler = StageScheduler([], dates: 0, parallel: 0, pools: []) { _, _ in true }

  /// - Parameter parallel: how many cells may run side by side.
  init(
    _ request: WalkRequest, pipeline: LoadedPipeline, state: StateStore, world: World, parallel: Int, clockProblem: String?,
    skipped: @escaping Skipped = { _, _ in }
  ) throws(Failure) {
    self.request = request
    self.parallel = parallel
    self.skipped = skipped
    roster = Roster(pipeline)
    history = History(state)
    stages = try Stage.all(for: request, pipeline: pipeline, roster: roster, state: state)
    board = try Board(stages, roster: roster, state: state)
    judge = Judge(request, pipeline: pipeline, roster: roster, state: state, world: world, clockProblem: clockProblem)
  }

  /// Some cell that was handed out has not ended.
  var isWorking: Bool { scheduler.open > 0 }

  /// Another cell could run, if one were ready.
  var hasRoom: Bool { scheduler.hasRoom }

  /// Every cell that the walk looks at.
  var size: Int { stages.reduce(0) { $0 + $1.dates.count * $1.jobs.count } }

  /// The next cell to run now; nil when none is until another one has ended, or when the walk is over.
  ///
  /// - Parameter flush: called before anything is read that depends on what has just ended.
  func next(flush: () throws -> Void = {}) async throws -> Due? {
    while true {
      while let slot = scheduler.next() {
        let node = node(slot), cell = cell(node)
        let (decision, versions, cause) = try await judge.decide(node, in: stages[stage], board, flush: flush)
        board.decide(node, decision)
        if case .skip(let reason) = decision {
          skipped(cell, reason)
          scheduler.pass(slot)
          continue
        }
        if !versions.isEmpty { inputs[cell] = versions }
        scheduler.start(slot)
        return Due(
          node: node, slot: slot, cell: cell, job: roster[board.job(node)].job, decision: decision, inputs: versions, cause: cause)
      }
      guard !isWorking, stage + 1 < stages.count else { return nil }
      try open(stage + 1)
    }
  }

  /// The work of a cell that was handed out is over, and leaves its place to another; whoever needs it waits for its end.
  func leave(_ due: Due) { scheduler.leave(due.slot) }

  /// Says how a cell that has left stands now for those that need it.
  func end(_ due: Due, _ upstream: CellFacts.Upstream) {
    board.settle(due.node, upstream)
    if request.failFast, upstream == .failed {
      lastDate = min(lastDate, scheduler.place(due.slot).date)
      scheduler.stop(after: lastDate)
    }
    scheduler.end(due.slot)
  }

  /// Lets the rest of the walk reckon with what a discovering job would find.
  func foresee(_ due: Due) async throws {
    guard let job = due.job.job as? any Foreseeing else { return }
    judge.foreseen.merge(try await job.foresee(judge.context(due.cell)))
  }

  /// Every cell that was decided about, in the order of the walk (stages, dates, jobs), and the decisions that the lines point to.
  func lines() -> (lines: [Plan.Line], decisions: [Decision]) {
    var lines: [Plan.Line] = []
    lines.reserveCapacity(board.decided)
    for stage in stages {
      for date in stage.dates {
        for job in stage.jobs {
          let verdict = board.verdict(board.node(date, job))
          if verdict != 0 { lines.append(Plan.Line(job: Int32(job), day: Int32(date.daysSinceEpoch), decision: verdict)) }
        }
      }
    }
    return (lines, board.palette)
  }

  /// The decisions to skip.
  var skips: [Skip] {
    let (lines, decisions) = lines()
    let skips = decisions.map { !$0.runs }
    return Ranges.of(lines.filter { skips[Int($0.decision)] }, same: { _, _ in false }).map { range in
      let dates = LogicalDate(daysSinceEpoch: Int(range.first))...LogicalDate(daysSinceEpoch: Int(range.last))
      return Skip(job: roster[Int(range.job)].name, dates: dates, reason: decisions[Int(range.decision)].reason)
    }
  }

  /// What was decided about every cell and how it ended, in the order of the walk.
  func outcome(_ states: [Int: CellState]) -> [(cell: Cell, decision: Decision, state: CellState?)] {
    let (lines, decisions) = lines()
    return lines.map { line in
      let node = board.node(LogicalDate(daysSinceEpoch: Int(line.day)), Int(line.job))
      return (cell(node), decisions[Int(line.decision)], states[node])
    }
  }

  func cell(_ node: Int) -> Cell { Cell(job: roster[board.job(node)].name, date: board.date(node)) }

  private func node(_ slot: Int) -> Int {
    let (date, position) = scheduler.place(slot)
    return board.node(stages[stage].dates[date], stages[stage].jobs[position])
  }

  private func open(_ number: Int) throws(Failure) {
    stage = number
    let stage = stages[number]
    let entries = StageEntries(stage, roster)
    scheduler = StageScheduler(entries.entries, dates: stage.dates.count, parallel: parallel, pools: roster.pools) { date, position in
      let job = stage.jobs[position], node = board.node(stage.dates[date], job)
      guard judge.isDone(node, roster[job], board) else { return false }
      board.pass(node)
      skipped(Cell(job: roster[job].name, date: stage.dates[date]), .upToDate)
      return true
    }
    guard scheduler.left > 0 else { return }
    scheduler.stop(after: lastDate)
    let estimates = try history.estimates(stage.jobs.map { roster[$0].name })
    scheduler.order(paths: entries.paths(estimates.map { $0?.duration.median ?? .seconds(1) }))
  }
}
