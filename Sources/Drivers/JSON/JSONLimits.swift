/// How large one record may be.
public struct JSONLimits: Hashable, Sendable {
  /// Containers within containers.
  public var depth: Int
  /// Bytes.
  public var length: Int

  public init(depth: Int = 512, length: Int = 32 << 20) {
    self.depth = depth
    self.length = length
  }
}
