/// What a job kind takes beside the keys that every job has.
public struct KindSchema: Hashable, Sendable {
  public let kind: String
  public let description: String
  public let keys: [KeySchema]

  public init(kind: String, description: String, keys: [KeySchema]) {
    self.kind = kind
    self.description = description
    self.keys = keys
  }
}
