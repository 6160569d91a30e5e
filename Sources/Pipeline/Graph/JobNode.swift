public import Kernel

/// What the graph knows of a job.
public struct JobNode: Hashable, Sendable {
  public var name: JobName
  public var kind: String
  public var tags: [String]
  public var needs: [JobName]
  public var after: [JobName]
  public var reads: Set<TableName>
  public var writes: Set<TableName>
  public var location: SourceLocation?
  /// The job's mapping, to find the places of words in it.
  var body: YAMLValue?

  public init(
    name: JobName, kind: String = "", tags: [String] = [], needs: [JobName] = [], after: [JobName] = [], reads: Set<TableName> = [],
    writes: Set<TableName> = [], location: SourceLocation? = nil
  ) {
    self.name = name
    self.kind = kind
    self.tags = tags
    self.needs = needs
    self.after = after
    self.reads = reads
    self.writes = writes
    self.location = location
  }

  /// - Parameters: what the job's kind says it reads and writes.
  public init(_ declaration: JobDeclaration, reads: Set<TableName>, writes: Set<TableName>) {
    self.init(
      name: declaration.name, kind: declaration.kind, tags: declaration.tags, needs: declaration.needs, after: declaration.after,
      reads: reads,
      writes: writes, location: declaration.location)
    body = declaration.body
  }

  /// Where `word` stands below one of `keys`, or anywhere in the job, or the job itself.
  func place(of word: String, below keys: [String]) -> SourceLocation? {
    let values = keys.compactMap { key in body?.pairs?.first { $0.key == key }?.value } + [body].compactMap(\.self)
    for value in values {
      if let match = value.texts.first(where: { $0.text == word }) { return match.location }
    }
    return location
  }
}
