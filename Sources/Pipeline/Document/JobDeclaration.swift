public import Kernel

/// The keys that every job has, whatever its kind, and the place of the rest.
public struct JobDeclaration: Sendable {
  public struct Retries: Hashable, Sendable {
    /// Attempts after the first.
    public var limit: Int
    public var backoff: Span
    public var cap: Span

    public init(limit: Int = 3, backoff: Span = .seconds(30), cap: Span = .seconds(600)) {
      self.limit = limit
      self.backoff = backoff
      self.cap = cap
    }
  }

  public var name: JobName
  public var kind: String
  /// Jobs that must have succeeded before this one starts.
  public var needs: [JobName]
  /// Jobs that must have ended, however, before this one starts.
  public var after: [JobName]
  public var description: String?
  public var owner: String?
  public var tags: [String]
  public var enabled: Bool
  public var timeout: Span
  public var retries: Retries
  /// What it holds of the pipeline's pools while it runs.
  public var uses: [String: Int]
  /// Of the jobs that could start, the higher one does.
  public var priority: Int
  /// By when it ought to be done, on the day after its logical date.
  public var deadline: TimeOfDay?
  /// Whether its dates run one after the other; nil leaves it to the kind.
  public var sequential: Bool?
  /// The whole mapping, the keys above included; a kind reads its own.
  public var body: YAMLValue
  public var location: SourceLocation

  public init(
    name: JobName, kind: String, needs: [JobName] = [], after: [JobName] = [], description: String? = nil, owner: String? = nil,
    tags: [String] = [], enabled: Bool = true, timeout: Span = .seconds(1800), retries: Retries = Retries(),
    uses: [String: Int] = [:], priority: Int = 0, deadline: TimeOfDay? = nil, sequential: Bool? = nil, body: YAMLValue,
    location: SourceLocation
  ) {
    self.name = name
    self.kind = kind
    self.needs = needs
    self.after = after
    self.description = description
    self.owner = owner
    self.tags = tags
    self.enabled = enabled
    self.timeout = timeout
    self.retries = retries
    self.uses = uses
    self.priority = priority
    self.deadline = deadline
    self.sequential = sequential
    self.body = body
    self.location = location
  }

  /// The body for a kind to read its own keys from; the keys that every job has count as read. Whoever opens it calls `finish()`.
  public func fields() -> Fields {
    var fields = Fields(body, what: "job '\(name)'", at: location)
    fields.accept(JobSection.keyNames)
    return fields
  }
}
