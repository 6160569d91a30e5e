public import Kernel
public import Lake
public import Pipeline
public import State

/// What a job may look at to say what it would read: one moment of the state, listings, nothing else.
public struct InputContext: Sendable {
  public let cell: Cell
  public let document: PipelineDocument
  public let lake: LakeLayout
  public let state: StateStore
  public let world: World
  /// Objects that a crawl would add to the inventory, when a plan looks ahead of it; empty in a run.
  public let foreseen: Foreseen

  public init(cell: Cell, document: PipelineDocument, lake: LakeLayout, state: StateStore, world: World, foreseen: Foreseen = Foreseen()) {
    self.cell = cell
    self.document = document
    self.lake = lake
    self.state = state
    self.world = world
    self.foreseen = foreseen
  }

  /// The moment at which the run of this date is due.
  public var due: Instant { document.schedule.due(cell.date) }

  /// The live partition of the date in each of the tables; `missing` where there is none.
  public func partitionVersions(of tables: Set<TableName>) throws -> JobInputs {
    try state.read { reader in
      var versions: [String: String] = [:]
      for table in tables {
        versions[table.rawValue] = try reader.partition(table, key: cell.date.description)?.fingerprint.hex ?? "missing"
      }
      return .versions(versions)
    }
  }
}

/// What a plan knows of objects that no crawl has read yet.
public struct Foreseen: Hashable, Sendable {
  public struct Object: Hashable, Sendable {
    public let key: String
    public let sha256: Fingerprint
    /// Accepted rows of each event date.
    public let rows: [LogicalDate: Int]
    /// Ordinals of records of each event date that are refused for what other objects hold.
    public let misfits: [LogicalDate: [Int]]

    public init(key: String, sha256: Fingerprint, rows: [LogicalDate: Int], misfits: [LogicalDate: [Int]] = [:]) {
      self.key = key
      self.sha256 = sha256
      self.rows = rows
      self.misfits = misfits
    }
  }

  public var objects: [TableName: [Object]] = [:]

  public init() {}

  public mutating func merge(_ other: Self) { objects.merge(other.objects) { $0 + $1 } }
}

/// A job that can tell, without touching anything, what the inventory will be once it has run.
public protocol Foreseeing: Job {
  func foresee(_ context: InputContext) async throws -> Foreseen
}
