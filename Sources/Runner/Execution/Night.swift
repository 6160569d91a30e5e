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
    /// Every cell that was decided about, in the order it ended.
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
    let state = try StateStore(directory: stateDirectory, mode: .readWrite, lake: pipeline.lake.manifests)
    defer { state.rest() }
    for cell in try Recovery(lake: pipeline.lake, state: state).run(at: clock.now()) {
      emit(.message(cell, level: .warning, text: "a former run died here; its work was taken back"))
    }
    let run = try state.write {
      try $0.beginRun(
        pipeline: pipeline.document.name, trigger: request.trigger.rawValue, dates: request.dates, asOf: world.now(), at: clock.now())
    }
    try Failpoint.runBegun.hit(stateDirectory)
    emit(.runStarted(run: run, cells: 0))
    let executor = Executor(
      run: run, pipeline: pipeline, state: state, world: world, clock: clock, report: report, emit: emit)
    let ended = Ended()
    let walk = Walk(request: request, pipeline: pipeline, state: state, world: world, parallel: parallel)
    try await walk.go(foresee: false) { [emit] due in
      if case .skip(let reason) = due.decision {
        emit(.cellSkipped(due.cell, reason: due.decision.reason))
        ended.add(due, nil, reason)
        return Walk.fate(of: reason)
      }
      try Task.checkCancellation()
      let ending = try await executor.execute(due)
      ended.add(due, ending, nil)
      switch ending {
      case .succeeded: return .runs
      case .gateClosed: return .gateClosed
      case .failed, .stopped: return .failed
      case .interrupted: throw CancellationError()
      }
    }
    let exit = ExitCode.gravest(ended.exits)
    try state.write { writer in
      try writer.recordSkips(run: run, ended.skips)
      try writer.endRun(run, exit: exit, at: clock.now())
    }
    try Failpoint.runEnded.hit(stateDirectory)
    _ = try state.anchorAudit()
    emit(.runFinished(run: run, exit: exit))
    return Summary(run: run, exit: exit, cells: ended.cells)
  }

  private static func describe(_ dates: ClosedRange<LogicalDate>) -> String {
    dates.lowerBound == dates.upperBound ? "\(dates.lowerBound)" : "\(dates.lowerBound) to \(dates.upperBound)"
  }

  /// What has ended so far; jobs of one stage end on several threads.
  private final class Ended: Sendable {
    private let state = Mutex<(cells: [(cell: Cell, decision: Decision, state: CellState?)], exits: [ExitCode])>(([], []))

    var cells: [(cell: Cell, decision: Decision, state: CellState?)] { state.withLock { $0.cells } }
    var exits: [ExitCode] { state.withLock { $0.exits } }
    var skips: [Skip] { cells.filter { !$0.decision.runs }.map { Skip(cell: $0.cell, reason: $0.decision.reason) } }

    func add(_ due: Walk.Due, _ ending: Executor.Ending?, _ skip: Decision.SkipReason?) {
      let (cellState, exit): (CellState?, ExitCode) =
        switch (ending, skip) {
        case (.succeeded, _): (.succeeded, .success)
        case (.gateClosed, _): (.gateClosed, .gateClosed)
        case (.failed, _): (.failed, .jobFailed)
        case (.stopped, _): (.stopped, .safetyStop)
        case (.interrupted, _): (.interrupted, .terminated)
        case (nil, .gateClosed): (nil, .gateClosed)
        case (nil, .implausibleClock): (nil, .safetyStop)
        default: (nil, .success)
        }
      state.withLock {
        $0.cells.append((due.cell, due.decision, cellState))
        $0.exits.append(exit)
      }
    }
  }
}
