public import Kernel

/// Which objects go to which storage class at a moment, and which stay although they are old enough. A pure value: `plan` prints what the job does.
///
/// S3's rules: an object is due at the midnight UTC that follows its age; of all transitions that are due and that the waterfall allows from where
/// it is, it makes the one to the class of highest precedence, directly; of two that lead to one class, the earlier counts; objects under
/// 128 KiB stay unless their rule says otherwise. Source: Amazon S3 User Guide, "Lifecycle configuration elements", "Conflicting lifecycle configurations".
public struct TransitionPlan: Hashable, Sendable, Codable {
  public struct Item: Hashable, Sendable, Codable {
    public let object: LakeObject
    public let to: StorageClass
    /// The prefix of the rule.
    public let rule: String
    /// The midnight it became due at.
    public let due: Instant
  }

  public let asOf: Instant
  /// By key.
  public let items: [Item]
  /// Objects that would be due were they not under 128 KiB.
  public let small: Int
  /// Objects whose folders name no readable day, under a rule that counts from it; and keys with several places.
  public let undecided: Int

  /// Below this many bytes an object stays where it is.
  public static let smallest = 128 * 1024

  /// - Parameter listings: one for each rule's prefix; an object may occur in several when rules overlap.
  public init(rules: [LifecycleRule], listings: [LakeListing], asOf: Instant) {
    var items: [Item] = [], small = 0, undecided = Set(listings.flatMap(\.ambiguous).map { Array($0.key.utf8) }).count
    for object in Self.distinct(listings.flatMap(\.objects)) {
      switch Self.verdict(on: object, rules: rules.filter { $0.prefix.contains(object.key) }, asOf: asOf) {
      case .move(let item): items.append(item)
      case .small: small += 1
      case .undecided: undecided += 1
      case .stay: break
      }
    }
    (self.asOf, self.items, self.small, self.undecided) = (asOf, items, small, undecided)
  }

  /// `12 objects due: 10 to GLACIER, 2 to STANDARD_IA`; nil when none is.
  public var summary: String? {
    guard !items.isEmpty else { return nil }
    let parts = groups.reduce(into: [StorageClass: Int]()) { $0[$1.to, default: 0] += $1.items.count }
      .sorted { $0.key.precedence > $1.key.precedence }.map { "\($0.value) to \($0.key.rawValue)" }
    return "\(items.count) object\(items.count == 1 ? "" : "s") due: \(parts.joined(separator: ", "))"
  }

  /// The items of each rule and class, in the order of both.
  public var groups: [(rule: String, to: StorageClass, items: [Item])] {
    var groups: [String: (rule: String, to: StorageClass, items: [Item])] = [:]
    for item in items { groups["\(item.rule)\n\(item.to.precedence)", default: (item.rule, item.to, [])].items.append(item) }
    return groups.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
  }

  private enum Verdict { case move(Item), small, undecided, stay }

  private static func verdict(on object: LakeObject, rules: [LifecycleRule], asOf: Instant) -> Verdict {
    var best: Item?
    var small = false, undecided = false
    for rule in rules {
      guard let day = day(of: object, rule.ageFrom) else { undecided = true; continue }
      for transition in rule.transitions where object.storageClass.successors.contains(transition.to) {
        let due = AgeClock.due(day, after: transition.days)
        guard due <= asOf else { continue }
        guard object.bytes >= smallest || rule.small == .move else { small = true; continue }
        let item = Item(object: object, to: transition.to, rule: rule.prefix.text, due: due)
        if best.map({ precedes(item, $0) }) ?? true { best = item }
      }
    }
    if let best { return .move(best) }
    return small ? .small : undecided ? .undecided : .stay
  }

  private static func precedes(_ a: Item, _ b: Item) -> Bool {
    (-a.to.precedence, a.due, a.rule) < (-b.to.precedence, b.due, b.rule)
  }

  private static func day(of object: LakeObject, _ origin: AgeClock.Origin) -> LogicalDate? {
    switch origin {
    case .created: return LogicalDate(containing: object.modified)
    case .partition:
      if case .day(let day) = PartitionDay(key: object.key) { return day }
      return nil
    }
  }

  private static func distinct(_ objects: [LakeObject]) -> [LakeObject] {
    var seen: Set<[UInt8]> = []
    return objects.filter { seen.insert(Array($0.key.utf8)).inserted }.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}
