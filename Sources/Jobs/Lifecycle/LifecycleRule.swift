/// What happens to the objects below a prefix as they age.
public struct LifecycleRule: Sendable, Hashable {
  public struct Transition: Sendable, Hashable {
    /// Whole days of age.
    public let days: Int
    public let to: StorageClass

    public init(days: Int, to: StorageClass) {
      self.days = days
      self.to = to
    }
  }

  /// What becomes of objects under 128 KiB, which cost more in a colder class than they save.
  public enum Small: String, Sendable, Hashable, CaseIterable {
    /// S3's default since September 2024 (`all_storage_classes_128K`).
    case stay
    case move
  }

  public let prefix: LakePrefix
  /// In the order of their days.
  public let transitions: [Transition]
  public let ageFrom: AgeClock.Origin
  public let small: Small

  public init(prefix: LakePrefix, transitions: [Transition], ageFrom: AgeClock.Origin = .created, small: Small = .stay) {
    self.prefix = prefix
    self.transitions = transitions
    self.ageFrom = ageFrom
    self.small = small
  }

  /// S3's constraints on the transitions of one rule: why `transition` may not follow `earlier` ones; nil when it may.
  public static func problem(_ transition: Transition, after earlier: [Transition]) -> (message: String, hint: String)? {
    let name = transition.to.rawValue
    if transition.to == .standard {
      return ("nothing moves to STANDARD", "objects are delivered there; a transition only goes to a colder class")
    }
    if transition.to.isInfrequentAccess, transition.days < 30 {
      return ("\(name) needs at least 30 days, not \(transition.days)", "S3 refuses it earlier: write `after: 30d` or more")
    }
    guard let last = earlier.last else { return nil }
    if transition.days <= last.days {
      return (
        "the transition to \(name) after \(transition.days) days does not come later than the one before it (\(last.days) days)",
        "write the transitions in the order of their ages"
      )
    }
    if !last.to.successors.contains(transition.to) {
      return (
        "\(name) cannot follow \(last.to.rawValue)",
        "objects only go down: STANDARD, STANDARD_IA, INTELLIGENT_TIERING, ONEZONE_IA or GLACIER_IR, GLACIER, DEEP_ARCHIVE"
      )
    }
    if transition.to.isArchive, let access = earlier.last(where: { $0.to.isInfrequentAccess }), transition.days < access.days + 30 {
      return (
        "\(name) after \(transition.days) days comes less than 30 days after \(access.to.rawValue) (\(access.days) days)",
        "S3 refuses it: write `after: \(access.days + 30)d` or more"
      )
    }
    return nil
  }
}
