import Drivers
import JobKit
import Kernel
import Lake
import Pipeline
import Runner
import Scoring
import State
import Synchronization
import TestSupport
import Testing

/// A pipeline of scripted jobs in a folder of its own.
final class Installation: Sendable {
  let home: String
  let date = LogicalDate(year: 2026, month: 11, day: 21)!

  init() throws { home = try makeScratchFolder() }

  deinit { try? Files.remove(home) }

  var state: String { "\(home)/state" }
  var lake: LakeLayout { LakeLayout(root: "\(home)/lake") }

  func world(on date: LogicalDate? = nil) -> World {
    var world = World.system().frozen(at: (date ?? self.date).interval.end.adding(seconds: 7200))
    world.currentDirectory = home
    world.environment = [:]
    return world
  }

  /// The most cells of these jobs that were at work at once in a run.
  func atOnce(_ jobs: Set<String>, run: Int) throws -> Int {
    let cells = try read { try $0.jobRuns(ofRun: run) }.filter { jobs.contains($0.cell.job.rawValue) }
    // Of one moment, ends come before starts.
    let turns = cells.flatMap { [($0.startedAt, 1), ($0.endedAt ?? .init(seconds: 0), -1)] }.sorted { $0 < $1 }
    var (now, most) = (0, 0)
    for (_, change) in turns {
      now += change
      most = max(most, now)
    }
    return most
  }

  /// - Parameter head: further sections of the file.
  func load(_ jobs: String, catchup: Int = 0, head: String = "") throws -> LoadedPipeline {
    let text = """
      pipeline: test
      schedule: { cron: 0 2 * * *, start: 2026-01-01, catchup: { limit: \(catchup) } }
      connections:
        lake: { kind: local, path: lake }
      defaults: { retries: { limit: 1, backoff: 1ms, cap: 2ms } }
      \(head)
      jobs:
      \(jobs.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
      """
    try Files.write(Array(text.utf8), to: "\(home)/pipeline.yaml")
    let (pipeline, diagnostics) = PipelineLoader.load(
      file: "\(home)/pipeline.yaml", registry: KindRegistry([ScriptedJob.self, ScriptedCrawl.self, ScriptedPurge.self]), world: world())
    for diagnostic in diagnostics { Issue.record("\(diagnostic.message) \(diagnostic.hint ?? "")") }
    return try #require(pipeline)
  }

  @discardableResult
  func run(
    _ pipeline: LoadedPipeline, on date: LogicalDate? = nil, force: CellFacts.Force? = nil, parallel: Int = 2,
    emit: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) async throws -> Night.Summary {
    let date = date ?? self.date
    return try await run(
      pipeline, WalkRequest(trigger: .run, dates: date...date, force: force), on: date, parallel: parallel, emit: emit)
  }

  /// What cron starts: the last date that is due, by whatever the clock says.
  @discardableResult
  func night(
    _ pipeline: LoadedPipeline, selected: Set<JobName>? = nil, now: @escaping @Sendable () -> Instant,
    emit: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) async throws -> Night.Summary {
    var world = world()
    world.now = now
    let date = pipeline.document.schedule.lastClosed(at: now())
    return try await Night(
      request: WalkRequest(trigger: .run, dates: date...date, selected: selected), pipeline: pipeline, stateDirectory: state, world: world,
      report: NoReport(), parallel: 2, emit: emit
    ).run(wait: false)
  }

  @discardableResult
  func backfill(
    _ pipeline: LoadedPipeline, _ dates: ClosedRange<LogicalDate>, parallel: Int = 2, _ change: (inout WalkRequest) -> Void = { _ in },
    emit: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) async throws -> Night.Summary {
    var request = WalkRequest(trigger: .backfill, dates: dates)
    change(&request)
    return try await run(pipeline, request, on: date, parallel: parallel, emit: emit)
  }

  private func run(
    _ pipeline: LoadedPipeline, _ request: WalkRequest, on date: LogicalDate, parallel: Int, emit: @escaping @Sendable (RunEvent) -> Void
  ) async throws -> Night.Summary {
    try await Night(
      request: request, pipeline: pipeline, stateDirectory: state, world: world(on: date), report: NoReport(), parallel: parallel,
      emit: emit
    ).run(wait: false)
  }

  func plan(_ pipeline: LoadedPipeline, on date: LogicalDate? = nil) async throws -> Plan {
    let date = date ?? self.date
    return try await plan(pipeline, WalkRequest(trigger: .run, dates: date...date), on: date)
  }

  func plan(_ pipeline: LoadedPipeline, _ request: WalkRequest, on date: LogicalDate? = nil) async throws -> Plan {
    let store = try StateStore(directory: state, mode: .readOnly)
    return try await Planner(request: request, pipeline: pipeline, state: store, world: world(on: date ?? self.date)).plan()
  }

  func read<Result>(_ body: (StateReader) throws -> Result) throws -> Result {
    try StateStore(directory: state, mode: .readOnly).read(body)
  }

  /// Every file of the lake with its content.
  func lakeFiles() throws -> [String: String] {
    var files: [String: String] = [:]
    for entry in try Files.list(lake.root) where !entry.path.hasPrefix(".nightshift/manifests/") {
      files[entry.path] = try Files.readText(lake.path(entry.path))
    }
    return files
  }

  struct NoReport: QualityRendering {
    func files(for report: QualityReport) throws(Failure) -> [(path: String, bytes: [UInt8])] { [] }
  }
}

extension Night.Summary {
  /// `job@date` to what was decided.
  var reasons: [String: String] { Dictionary(cells.map { ($0.cell.description, $0.decision.reason) }, uniquingKeysWith: { $1 }) }
}
