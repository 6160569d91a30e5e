/// What a purge may do in one go without a person.
public struct PurgeGuard: Hashable, Sendable {
  /// The largest share of the objects, or of the bytes, of a prefix or of the lake.
  public let atMost: Double
  /// Whole days that purged data stays in the trash.
  public let trashDays: Int

  public init(atMost: Double = 0.02, trashDays: Int = 7) {
    self.atMost = atMost
    self.trashDays = trashDays
  }
}
