public import Kernel

/// What a pipeline file says, checked in itself: names, types, times. The kinds' own keys are still `Fields` for them to read.
public struct PipelineDocument: Sendable {
  /// Absolute path of the file.
  public var file: String
  public var text: String
  public var name: String
  public var description: String?
  public var owner: String?
  public var schedule: Schedule
  /// What jobs share, by name: a count, or a size in bytes.
  public var pools: [String: Int]
  /// By when a night ought to be done, on the day after its logical date.
  public var deadline: TimeOfDay?
  /// Declared variables with `${env:…}` resolved.
  public var variables: [String: String]
  public var connections: [Connection]
  public var sources: [Source]
  public var jobs: [JobDeclaration]

  public init(
    file: String, text: String, name: String, description: String? = nil, owner: String? = nil, schedule: Schedule,
    pools: [String: Int] = [:], deadline: TimeOfDay? = nil, variables: [String: String] = [:], connections: [Connection] = [],
    sources: [Source] = [], jobs: [JobDeclaration] = []
  ) {
    self.file = file
    self.text = text
    self.name = name
    self.description = description
    self.owner = owner
    self.schedule = schedule
    self.pools = pools
    self.deadline = deadline
    self.variables = variables
    self.connections = connections
    self.sources = sources
    self.jobs = jobs
  }

  public func connection(_ name: String) -> Connection? { connections.first { $0.name == name } }
  public func source(_ table: TableName) -> Source? { sources.first { $0.table == table } }
}
