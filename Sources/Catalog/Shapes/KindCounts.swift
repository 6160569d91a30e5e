public import Drivers

/// How many values of each kind were seen in one place.
public struct KindCounts: Hashable, Sendable {
  /// By `JSONKind`.
  private var counts: [Int] = Array(repeating: 0, count: 10)

  public init() {}

  public subscript(kind: JSONKind) -> Int {
    get { counts[Int(kind.rawValue)] }
    set { counts[Int(kind.rawValue)] = newValue }
  }

  mutating func add(_ kind: JSONKind, _ amount: Int) { counts[Int(kind.rawValue)] += amount }

  public static func + (a: Self, b: Self) -> Self {
    var sum = a
    for index in sum.counts.indices { sum.counts[index] += b.counts[index] }
    return sum
  }

  /// Values of any kind, `null` included.
  public var total: Int { counts.reduce(0, +) }

  /// The kinds seen at least once.
  public var kinds: KindSet {
    var set: KindSet = []
    for raw in UInt8(0)..<10 where counts[Int(raw)] > 0 {
      if let kind = JSONKind(rawValue: raw) { set.formUnion(KindSet(kind)) }
    }
    return set
  }

  public subscript(of one: KindClass) -> Int {
    switch one {
    case .array: self[.array]
    case .boolean: self[.true] + self[.false]
    case .number: self[.int] + self[.bigint] + self[.double] + self[.huge]
    case .object: self[.object]
    case .string: self[.string]
    }
  }

  /// Values of kinds in `set`.
  public func count(of set: KindSet) -> Int {
    (UInt8(0)..<10).reduce(0) { sum, raw in
      guard let kind = JSONKind(rawValue: raw), !KindSet(kind).isDisjoint(with: set) else { return sum }
      return sum + counts[Int(raw)]
    }
  }
}
