import Kernel

/// Where the shop's events go: given an identity, spoilt if planned, and put on their way to the delivery stream.
final class EventSink {
  /// In microseconds: mostly six digits of the fraction, often three, now and then none.
  private static let grains = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 10, 100, 1000, 1000, 1000, 10_000, 100_000, 1_000_000]

  private let stream: DeliveryStream
  private let plan: DefectPlan
  private var saboteur: Saboteur
  private var ids: Dice
  private var dice: Dice
  /// Events that occurred, by date.
  private(set) var volumes: [LogicalDate: Int] = [:]

  init(_ settings: DemoSettings, plan: DefectPlan, ledger: Ledger, stream: DeliveryStream) {
    self.stream = stream
    self.plan = plan
    saboteur = Saboteur(settings, plan: plan, ledger: ledger)
    ids = Dice(seed: settings.seed, "event ids")
    dice = Dice(seed: settings.seed, "arrivals")
  }

  /// Raises an event at `instant`, rounded down to as many digits as the application's clock happens to give.
  func emit(_ draft: EventDraft, at instant: Instant) throws {
    let grain = dice.pick(Self.grains)
    let event = DomainEvent(id: ids.uuid(), occurred: Instant(microseconds: instant.microseconds / grain * grain), draft: draft)
    volumes[event.date, default: 0] += 1
    let delay = dice.chance(0.85) ? dice.seconds(1, 20) : dice.seconds(20, 200)
    for delivery in saboteur.deliveries(of: event, arrival: Instant(microseconds: instant.microseconds + delay)) {
      stream.accept(delivery)
    }
  }

  /// The simulation has come to `instant`: what arrived before it can be delivered.
  func advance(to instant: Instant) throws { try stream.advance(to: instant) }

  func finish() throws { try stream.finish() }
}
