public import Kernel

/// A table that somebody else writes.
public struct Source: Hashable, Sendable {
  /// Where an event keeps its id, its type and its time.
  public struct EventKeys: Hashable, Sendable {
    public var id: String
    public var type: String
    public var time: String
    /// The zone of times written without one: an IANA name or a fixed offset `+08:00`; nil is UTC.
    public var naiveTimesAre: String?

    public init(id: String, type: String, time: String, naiveTimesAre: String? = nil) {
      self.id = id
      self.type = type
      self.time = time
      self.naiveTimesAre = naiveTimesAre
    }
  }

  public var table: TableName
  /// Folder below the lake's root, `/` at its end.
  public var path: String
  /// The partition keys of its folders, outermost first: `["year", "month", "day", "hour"]`.
  public var layout: [String]
  /// `json.gz`.
  public var format: String
  public var event: EventKeys

  public init(table: TableName, path: String, layout: [String], format: String, event: EventKeys) {
    self.table = table
    self.path = path
    self.layout = layout
    self.format = format
    self.event = event
  }
}
