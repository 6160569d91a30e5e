import Kernel

enum MembershipLevel: String, Sendable, CaseIterable {
  case standard = "STANDARD"
  case silver = "SILVER"
  case gold = "GOLD"
  case platinum = "PLATINUM"
  case vip = "VIP"

  /// The level that a total spending gives by itself; VIP is only ever granted.
  init(spending: Int) {
    self = spending >= 100_000 ? .platinum : spending >= 50_000 ? .gold : spending >= 10_000 ? .silver : .standard
  }

  var next: MembershipLevel? {
    switch self {
    case .standard: .silver
    case .silver: .gold
    case .gold: .platinum
    case .platinum, .vip: nil
    }
  }
}

/// What changes in a customer's life. Who the customer is comes from the seed when asked for, so that a customer costs few bytes.
struct CustomerState: Sendable {
  let created: Instant
  var updated: Instant
  var pointsUpdated: Instant
  var spending: Int
  var points: Int
  var level: MembershipLevel
  var revision = 0
  var addresses = 1
  var isSuspended = false
  var wantsMarketing: Bool
  /// Has a cart open.
  var isBusy = false
  /// Changed since the day's script began.
  var isTouched = false
}

/// Everyone who has registered, by number.
struct Customers: Sendable {
  private static let perScale = 1200.0

  let seed: UInt64
  private(set) var states: [CustomerState] = []
  private(set) var touched: [Int] = []

  /// Those who registered in the two years before `opening`.
  init(seed: UInt64, scale: Double, opening: Instant) {
    self.seed = seed
    let count = max(60, Int(Self.perScale * scale))
    states.reserveCapacity(count)
    for number in 0..<count {
      var dice = Dice(seed: seed, "history", number)
      let bracket = dice.int(0..<100)
      let spending =
        bracket < 70
        ? dice.int(0..<9500)
        : bracket < 90 ? dice.int(10_000..<49_000) : bracket < 97 ? dice.int(50_000..<99_000) : dice.int(100_000..<300_000)
      let created = opening.adding(seconds: -dice.int(86_400..<730 * 86_400))
      let updated = opening.adding(seconds: -dice.int(3600..<86_400))
      states.append(
        CustomerState(
          created: created, updated: updated, pointsUpdated: updated, spending: spending, points: spending / 100,
          level: MembershipLevel(spending: spending),
          addresses: dice.int(1..<4), wantsMarketing: dice.chance(0.4)))
    }
  }

  var count: Int { states.count }

  subscript(number: Int) -> CustomerState { states[number] }

  func person(_ number: Int) -> Person { Person(seed: seed, number: number, revision: states[number].revision) }

  func id(_ number: Int) -> String {
    var dice = Dice(seed: seed, "person", number)
    return dice.uuid()
  }

  /// One of the addresses a customer keeps beside the first.
  func address(_ number: Int, _ place: Int) -> Address {
    if place == 0 { return person(number).address }
    var dice = Dice(seed: seed, "address", number * 256 + place)
    return Address(&dice)
  }

  mutating func register(at now: Instant, wantsMarketing: Bool) -> Int {
    states.append(
      CustomerState(
        created: now, updated: now, pointsUpdated: now, spending: 0, points: 0, level: .standard, wantsMarketing: wantsMarketing))
    touch(states.count - 1, at: now)
    return states.count - 1
  }

  /// Changes a customer's row, and with it `updated_at`.
  mutating func update(_ number: Int, at now: Instant, _ change: (inout CustomerState) -> Void) {
    change(&states[number])
    touch(number, at: now)
  }

  /// Changes what no table stores.
  mutating func note(_ number: Int, _ change: (inout CustomerState) -> Void) { change(&states[number]) }

  mutating func takeTouched() -> [Int] {
    defer { touched.removeAll(keepingCapacity: true) }
    for number in touched { states[number].isTouched = false }
    return touched
  }

  private mutating func touch(_ number: Int, at now: Instant) {
    states[number].updated = now
    if !states[number].isTouched {
      states[number].isTouched = true
      touched.append(number)
    }
  }
}
