import Drivers
public import JobKit
public import Kernel
import Lake
public import Pipeline
import State
import Synchronization

/// A run from its lock to its exit code: one at a time per state folder, recovery first, then the walk.
public struct Night: Sendable {
  public struct Summary: Sendable {
    public let run: Int
    public let exit: ExitCode
    /// Every cell that was decided about, in the order of the walk: stages, dates, jobs.
    public let cells: [(cell: Cell, decision: Decision, state: CellState?)]
  }

  private let request: WalkRequest
  private let pipeline: LoadedPipeline
  private let stateDirectory: String
  private let world: World
  private let report: any QualityRendering
  private let parallel: Int
  private let emit: @Sendable (RunEvent) -> Void

  public init(
    request: WalkRequest, pipeline: LoadedPipeline, stateDirectory: String, world: World, report: any QualityRendering, parallel: Int,
    emit: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.request = request
    self.pipeline = pipeline
    self.stateDirectory = stateDirectory
    self.world = world
    self.report = report
    self.parallel = parallel
    self.emit = emit
  }

  /// - Parameter wait: wait for another holder of the lock instead of failing with `NS3002`.
  /// - Throws: `NS3002` when locked, state failures; failures of jobs are in the summary.
  public func run(wait: Bool) async throws -> Summary {
    let clock = RunClock(world: world)
    try Files.makeDirectory(stateDirectory)
    let lock = try FileLock(
      path: "\(stateDirectory)/lock",
      holder: "pid \(world.processID), \(request.trigger.rawValue) of \(Self.describe(request.dates)) since \(clock.now())",
      wait: wait)
    defer { withExtendedLifetime(lock) {} }
    defer { Files.removeEmptyDirectories(from: pipeline.lake.staging, upTo: pipeline.lake.root) }
    let state = try StateStore(
      directory: stateDirectory, mode: .readWrite, lake: pipeline.lake.manifests, patience: StateStore.patience(world))
    defer { state.rest() }
    let isAfterCut = try state.read { try $0.lastRun().map { $0.endedAt == nil } ?? false || !$0.manifestsDue().isEmpty }
    for cell in try Recovery(lake: pipeline.lake, state: state).run(at: clock.now()) {
      emit(.message(cell, level: .warning, text: "a former run died here; its work was taken back"))
    }
    let closing = Closing(lake: pipeline.lake, state: state)
    let summary: Summary
    do {
      summary = try await work(state, clock)
    } catch {
      closing.cutOff(by: error)
      throw error
    }
    try closing.close(at: clock.now(), backsUp: isAfterCut)
    emit(.runFinished(run: summary.run, exit: summary.exit))
    return summary
  }

  /// From the run's record to its end; lock, recovery, manifests and backup are around it.
  func work(_ state: StateStore, _ clock: RunClock) async throws -> Summary {
    let run = try state.write {
      try $0.beginRun(
        pipeline: pipeline.document.name, trigger: request.trigger.rawValue, dates: request.dates, asOf: world.now(), at: clock.now())
    }
    try Failpoint.runBegun.hit(stateDirectory)
    let clockProblem = try ClockGuard.problem(at: world.now(), state: state)
    if let clockProblem { emit(.notice(level: .warning, text: "the clock cannot be right: \(clockProblem)")) }
    var exits: Set<ExitCode> = []
    let walk = try Walk(
      request, pipeline: pipeline, state: state, world: world, parallel: parallel, clockProblem: clockProblem
    ) { [emit, request] cell, reason in
      emit(.cellSkipped(cell, reason: Decision.skip(reason).reason))
      switch reason {
      case .gateClosed: exits.insert(.gateClosed)
      case .implausibleClock: exits.insert(.safetyStop)
      // Asked for and not done. On an older date that a night looks after, whoever looks at the status knows.
      case .upstreamFailed where request.dates.contains(cell.date): exits.insert(.jobFailed)
      default: break
      }
    }
    emit(.runStarted(run: run, cells: walk.size))
    let context = RunContext(
      run: run, pipeline: pipeline, state: state, world: world, clock: clock, journal: Journal(state), numbers: try RowNumbers(state),
      report: report, emit: emit, timeouts: Timeouts(uptime: world.uptime))
    let crew = Crew(context, walk, watch: try DeadlineWatch(request, pipeline: pipeline, walk: walk, clock: clock))
    do {
      try await withTaskExecutorPreference(ChildProcess.executor) { try await crew.work() }
    } catch {
      // What was decided until then is kept; a process that is killed takes its decisions to skip with it, and the next run decides anew.
      if !StateStore.isRefusal(error) { try? state.write { try $0.recordSkips(run: run, walk.skips) } }
      throw error
    }
    let exit = ExitCode.gravest(exits.union(crew.exits))
    try state.write { writer in
      try writer.recordSkips(run: run, walk.skips)
      try writer.endRun(run, exit: exit, at: clock.now())
    }
    try Failpoint.skipsWritten.hit(stateDirectory)
    try Failpoint.runEnded.hit(stateDirectory)
    return Summary(run: run, exit: exit, cells: walk.outcome(crew.states))
  }

  private static func describe(_ dates: ClosedRange<LogicalDate>) -> String {
    dates.lowerBound == dates.upperBound ? "\(dates.lowerBound)" : "\(dates.lowerBound) to \(dates.upperBound)"
  }
}
