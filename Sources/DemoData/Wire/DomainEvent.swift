import Kernel

/// An event before it has an identity: its type without the suffix `Event`, its aggregate and its own fields.
struct EventDraft: Sendable {
  let type: String
  let aggregateID: String
  var fields: [Field]

  init(_ type: String, of aggregateID: String, _ fields: [Field]) {
    self.type = type
    self.aggregateID = aggregateID
    self.fields = fields
  }
}

/// Something that happened in the shop.
struct DomainEvent: Sendable {
  /// What the place of the event's id holds; all but `present` are planted.
  enum Identity: Sendable {
    case present, absent, null, empty
  }

  let id: String
  let occurred: Instant
  var draft: EventDraft
  var identity = Identity.present

  var type: String { draft.type }
  var date: LogicalDate { LogicalDate(containing: occurred) }
}
