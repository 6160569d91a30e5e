import Kernel

/// Spoils events as planned and keeps the ledger. Every event suffers at most one defect, so that each is found for one reason.
///
/// Only events that no row depends on are lost or delayed (carts, and payment requests, whose ids the application throws away):
/// an order without its OrderCreated would be a second finding for the same cause.
struct Saboteur {
  /// One delivery of one event.
  struct Delivery {
    let arrival: Instant
    let bytes: [UInt8]
    /// Must stand on a line of its own, so that it cannot swallow its neighbour.
    var needsOwnLine = false
  }

  private let plan: DefectPlan
  private let encoder: EventEncoder
  private let ledger: Ledger
  private var dice: Dice
  private var done: [DefectKind: Int] = [:]

  init(_ settings: DemoSettings, plan: DefectPlan, ledger: Ledger) {
    self.plan = plan
    self.ledger = ledger
    encoder = EventEncoder(wire: settings.wire)
    dice = Dice(seed: settings.seed, "saboteur")
  }

  /// How `event`, which would normally arrive at `arrival`, is delivered: once as a rule.
  mutating func deliveries(of original: DomainEvent, arrival: Instant) -> [Delivery] {
    var event = evolved(original)
    guard let kind = due(event) else { return [Delivery(arrival: arrival, bytes: encoder.encode(event, arrived: arrival))] }
    done[kind, default: 0] += 1
    var arrival = arrival
    var note: String?
    switch kind {
    case .malformed:
      ledger.add(kind, on: LogicalDate(containing: arrival), id: event.id)
      return [Delivery(arrival: arrival, bytes: broken(encoder.encode(event, arrived: arrival)), needsOwnLine: true)]
    case .duplicate:
      ledger.add(kind, on: event.date, id: event.id)
      let bytes = encoder.encode(event, arrived: arrival)
      let again = plan.outsideOutage(arrival.adding(seconds: dice.int(400..<1500)))
      return [Delivery(arrival: arrival, bytes: bytes), Delivery(arrival: again, bytes: bytes)]
    case .missingID:
      event.identity = dice.pick([.absent, .null, .empty])
      ledger.add(kind, on: event.date, id: event.draft.aggregateID)
      return [Delivery(arrival: arrival, bytes: encoder.encode(event, arrived: arrival))]
    case .wrongType: mistype(&event)
    case .lateHours: arrival = plan.outsideOutage(event.occurred.adding(seconds: dice.int(3 * 3600..<9 * 3600)))
    case .lateDays:
      arrival = plan.outsideOutage(event.occurred.adding(seconds: dice.int(24 * 3600..<47 * 3600)))
      note = "on \(LogicalDate(containing: arrival))"
    case .pii: leak(into: &event)
    default: break
    }
    ledger.add(kind, on: event.date, id: event.id, note: note)
    return [Delivery(arrival: arrival, bytes: encoder.encode(event, arrived: arrival))]
  }

  /// The application's newer releases: a field more, and a number that is no longer whole.
  private func evolved(_ event: DomainEvent) -> DomainEvent {
    var event = event
    if let from = plan.newFieldFrom, event.type == "OrderSubmitted", event.date >= from {
      event.draft.fields.append(Field("couponCode", .string("CPN-\(event.id.prefix(6).uppercased())")))
      if event.date == from { ledger.add(.newField, on: from, id: event.id) }
    }
    if let from = plan.widenedFrom, event.type == "RewardPointsEarned", event.date >= from {
      for index in event.draft.fields.indices where event.draft.fields[index].name == "pointsEarned" {
        if case .int(let points) = event.draft.fields[index].value { event.draft.fields[index].value = .half(points) }
      }
      if event.date == from { ledger.add(.widenedType, on: from, id: event.id) }
    }
    return event
  }

  private func due(_ event: DomainEvent) -> DefectKind? {
    DefectKind.allCases.first { kind in
      guard let moments = plan.events[kind], let next = moments.dropFirst(done[kind, default: 0]).first else { return false }
      return next <= event.occurred && LogicalDate(containing: next) == event.date && suits(kind, event)
    }
  }

  private func suits(_ kind: DefectKind, _ event: DomainEvent) -> Bool {
    switch kind {
    case .malformed, .missingID, .lateHours, .lateDays: event.type.hasPrefix("Cart")
    case .wrongType: ["CartItemAdded", "CartCheckedOut", "PaymentRequested"].contains(event.type)
    case .pii: ["PaymentFailed", "CustomerStatusChanged"].contains(event.type)
    case .duplicate: event.type != "OrderSubmitted" && event.type != "RewardPointsEarned"
    default: false
    }
  }

  private mutating func broken(_ bytes: [UInt8]) -> [UInt8] {
    switch dice.int(0..<3) {
    case 0: return Array(bytes[..<(bytes.count * dice.int(40..<80) / 100)])
    case 1: return Array(bytes.dropLast())
    default:
      // The first colon of the record gone: a key without a value.
      var damaged = bytes
      if let colon = damaged.firstIndex(of: UInt8(ascii: ":")) { damaged.remove(at: colon) }
      return damaged
    }
  }

  private func mistype(_ event: inout DomainEvent) {
    for index in event.draft.fields.indices {
      switch event.draft.fields[index].name {
      case "quantity": event.draft.fields[index].value = .object([Field("value", event.draft.fields[index].value)])
      case "totalAmount", "amount":
        guard case .object(var money) = event.draft.fields[index].value else { continue }
        money[0].value = .string("abc")
        event.draft.fields[index].value = .object(money)
      default: continue
      }
    }
  }

  private mutating func leak(into event: inout DomainEvent) {
    let digits = dice.int(10_000_000..<100_000_000)
    let leaked = dice.chance(0.5) ? "請改聯絡 private.\(digits)@example.org" : "請回電 09\(digits)"
    for index in event.draft.fields.indices where ["failureReason", "reason"].contains(event.draft.fields[index].name) {
      if case .string(let text) = event.draft.fields[index].value { event.draft.fields[index].value = .string("\(text), \(leaked)") }
    }
  }
}
