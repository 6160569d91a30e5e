import Drivers
public import Engines
public import Kernel
public import Lake
public import Pipeline
public import State

/// What a running attempt works with.
public struct JobContext: Sendable {
  public let cell: Cell
  /// From 1.
  public let attempt: Int
  public let run: Int
  /// A person has asked for it with a reason: guards that yield to a person yield.
  public let isForced: Bool
  public let document: PipelineDocument
  public let lake: LakeLayout
  public let state: StateStore
  public let world: World
  private let stagingPath: String
  public let report: any QualityRendering
  public let emit: @Sendable (RunEvent) -> Void

  public init(
    cell: Cell, attempt: Int, run: Int, isForced: Bool = false, document: PipelineDocument, lake: LakeLayout, state: StateStore,
    world: World, staging: String,
    report: any QualityRendering, emit: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.cell = cell
    self.attempt = attempt
    self.run = run
    self.isForced = isForced
    self.document = document
    self.lake = lake
    self.state = state
    self.world = world
    stagingPath = staging
    self.report = report
    self.emit = emit
  }

  /// The attempt's own folder on the lake's file system, absolute; made when it is first asked for, removed when the attempt ends.
  public var staging: String {
    // What is then written there says why it could not be made.
    try? Files.makeScratchDirectory(stagingPath)
    return stagingPath
  }

  public var date: LogicalDate { cell.date }
  public var interval: DataInterval { cell.date.interval }

  /// The same view as the planner has.
  public var inputs: InputContext { InputContext(cell: cell, document: document, lake: lake, state: state, world: world) }

  /// A line for the attempt's log.
  public func log(_ text: String, _ level: RunEvent.Level = .info) { emit(.message(cell, level: level, text: text)) }

  /// How far the attempt has got.
  public func progress(_ done: Int, of total: Int? = nil, _ unit: String) {
    emit(.progress(cell, Progress(done: done, total: total, unit: unit)))
  }

  /// DuckDB with the limits of the first `duckdb` connection, its temporary files in the staging folder.
  /// - Parameter folders: when given, all that it may touch beside that folder.
  public func duckDB(reading folders: [String]? = nil) throws(Failure) -> DuckDB {
    var limits = (memory: 1 << 30, threads: 2)
    for connection in document.connections {
      if case .duckdb(let memory, let threads) = connection.kind {
        limits = (memory, threads)
        break
      }
    }
    return try DuckDB(
      world: world, memory: limits.memory, threads: limits.threads, temporary: "\(staging)/.duckdb", folders: folders)
  }
}
