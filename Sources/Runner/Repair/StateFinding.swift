/// Something that `state check` or `state rebuild` found: what, where, and the way out.
public struct StateFinding: Hashable, Sendable, Encodable {
  public let thing: String
  public let place: String
  public let way_out: String

  public init(_ thing: String, _ place: String, wayOut: String) {
    self.thing = thing
    self.place = place
    way_out = wayOut
  }
}
