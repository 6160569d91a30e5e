import Kernel

/// Writes events as the application does: the record's components, then `eventId` and `occurredOn`, then the computed getters.
struct EventEncoder: Sendable {
  let wire: Wire

  /// `arrived` dates the older form's `processedAt`.
  func encode(_ event: DomainEvent, arrived: Instant) -> [UInt8] {
    switch wire {
    case .bare:
      var text = JSONText()
      text.raw("{")
      members(of: event, into: &text)
      text.raw("}")
      return text.bytes
    case .envelope:
      var text = JSONText(amountsAreDoubles: true)
      text.raw("{")
      let isFirst = identity(of: event, into: &text, first: true)
      text.key("eventType", first: isFirst)
      text.string(event.type)
      text.key("aggregateId")
      text.string(event.draft.aggregateID)
      text.key("occurredOn")
      time(event.occurred, into: &text)
      text.key("eventData")
      text.raw("{")
      members(of: event, into: &text)
      text.raw("}")
      text.key("processedAt")
      text.number(arrived.microseconds / 1000)
      text.raw("}")
      return text.bytes
    }
  }

  private func members(of event: DomainEvent, into text: inout JSONText) {
    text.members(event.draft.fields)
    var isFirst = event.draft.fields.isEmpty
    isFirst = identity(of: event, into: &text, first: isFirst)
    text.key("occurredOn", first: isFirst)
    time(event.occurred, into: &text)
    text.key("eventType")
    text.string(event.type)
    text.key("aggregateId")
    text.string(event.draft.aggregateID)
  }

  /// Returns whether the next key is still the first of its object.
  private func identity(of event: DomainEvent, into text: inout JSONText, first: Bool) -> Bool {
    if event.identity == .absent { return first }
    text.key("eventId", first: first)
    switch event.identity {
    case .null: text.raw("null")
    case .empty: text.string("")
    case .present, .absent: text.string(event.id)
    }
    return false
  }

  /// The wall time of Taipei, which is how the application's container tells the time.
  private func time(_ instant: Instant, into text: inout JSONText) {
    let wall = TaipeiTime(instant)
    switch wire {
    case .bare: text.string(wall.iso)
    case .envelope:
      var parts = wall.parts
      while parts.count > 5, parts.last == 0 { parts.removeLast() }
      text.value(.array(parts.map(Value.int)))
    }
  }
}
