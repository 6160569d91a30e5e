/// The words of `planted.json`.
enum DefectKind: String, Sendable, Codable, CaseIterable {
  case malformed
  case duplicate
  case missingID = "missing_id"
  case wrongType = "wrong_type"
  case lateHours = "late_hours"
  case lateDays = "late_days"
  case missingHour = "missing_hour"
  case lowVolume = "low_volume"
  case orphanItem = "orphan_item"
  case orderTotal = "order_total"
  case orphanPayment = "orphan_payment"
  case newField = "new_field"
  case widenedType = "widened_type"
  case pii
  case staleTable = "stale_table"

  var table: String {
    switch self {
    case .orphanItem: "shop.order_items"
    case .orderTotal: "shop.orders"
    case .orphanPayment: "shop.payments"
    case .staleTable: "shop.inventories"
    default: "raw.domain_events"
    }
  }

  var detail: String {
    switch self {
    case .malformed: "a line that is not JSON; the date is that of its arrival"
    case .duplicate: "the same event delivered again in a later object; ids are event ids"
    case .missingID: "eventId absent, null or empty; ids are aggregate ids"
    case .wrongType: "a text where a number belongs, or an object where a quantity belongs; ids are event ids"
    case .lateHours: "arrived three to nine hours after it happened, on the same day"
    case .lateDays: "arrived one to two days after it happened"
    case .missingHour: "an hour without any event, by occurrence and by arrival; ids are the hours in UTC"
    case .lowVolume: "a day of few events; count is how many occurred"
    case .orphanItem: "order_items whose order_id exists nowhere; ids are order_items.id"
    case .orderTotal: "orders.total_amount differs from the sum of the order's items; ids are orders.id"
    case .orphanPayment: "payments whose order_id exists nowhere; ids are payments.id"
    case .newField: "OrderSubmitted carries couponCode from this day on; count and ids are of its first day"
    case .widenedType: "RewardPointsEarned.pointsEarned has a fraction from this day on; count and ids are of its first day"
    case .pii: "an email address or a phone number inside a free text field; ids are event ids"
    case .staleTable: "inventories.updated_at does not move on this day"
    }
  }
}

/// Defects of rows, planted at a moment of the simulation.
enum RowDefect: Sendable {
  case orderTotal, orphanItem, orphanPayment
}
