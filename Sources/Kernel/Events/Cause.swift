/// The particulars of a decision to run: what exactly differed from the last success. Kept with the job run as JSON without empty lists, replayed by
/// `why`.
public struct Cause: Hashable, Sendable, Codable {
  /// One thing that changed; nil is "was not there".
  public struct Change: Hashable, Sendable, Codable {
    /// A table or object for inputs, a key path for settings.
    public let name: String
    public let old: String?
    public let new: String?

    public init(name: String, old: String?, new: String?) {
      self.name = name
      self.old = old
      self.new = new
    }
  }

  /// Versions of what it reads, by name.
  public var inputs: [Change] = []
  /// Settings, by key path.
  public var settings: [Change] = []

  public init(inputs: [Change] = [], settings: [Change] = []) {
    self.inputs = inputs
    self.settings = settings
  }

  public var isEmpty: Bool { inputs.isEmpty && settings.isEmpty }

  private enum CodingKeys: String, CodingKey { case inputs, settings }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    inputs = try values.decodeIfPresent([Change].self, forKey: .inputs) ?? []
    settings = try values.decodeIfPresent([Change].self, forKey: .settings) ?? []
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    if !inputs.isEmpty { try values.encode(inputs, forKey: .inputs) }
    if !settings.isEmpty { try values.encode(settings, forKey: .settings) }
  }
}
