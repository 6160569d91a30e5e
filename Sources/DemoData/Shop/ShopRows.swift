import Kernel

/// Rows of the shop's tables, in the column order of `ShopTables`.
enum ShopRows {
  private static let reservationTime = 2 * 3600

  static func customer(_ person: Person, _ state: CustomerState) -> [SQLValue] {
    [
      .text(person.id), .text(person.name), .text(person.email), .text(person.phone), .date(person.birthDate),
      .date(TaipeiTime(state.created).date),
      .text(state.level.rawValue), .int(state.points), .time(state.pointsUpdated), .text(json(Preferences.types(state.wantsMarketing))),
      .text(json(Preferences.channels)), .bool(state.wantsMarketing), .text(person.address.city), .text(person.address.district),
      .text(person.address.street), .text(person.address.postalCode), .time(state.created), .time(state.updated),
    ]
  }

  static func product(_ product: Product, _ stock: Stock) -> [SQLValue] {
    [
      .text(product.id), .text(product.name), .null, .amount(stock.price), .text("TWD"), .text(product.category), .text("ACTIVE"),
      .time(stock.created), .time(stock.priceUpdated),
    ]
  }

  static func inventory(_ product: Product, _ stock: Stock) -> [SQLValue] {
    [
      .text(stock.id), .text(product.id), .text(product.name), .int(stock.total), .int(stock.available), .int(stock.reserved),
      .int(stock.threshold),
      .text("ACTIVE"), .time(stock.created), .time(stock.updated),
    ]
  }

  static func order(_ order: Order) -> [SQLValue] {
    [
      .text(order.id), .text(order.customerID), .text(order.shippingAddress), .text(order.status.rawValue),
      .amount(order.total + order.totalError),
      .text("TWD"), .amount(order.effective), .time(order.created), .time(order.updated),
    ]
  }

  static func orderItem(_ orderID: String, _ line: OrderLine) -> [SQLValue] {
    [
      .int(line.itemID), .text(orderID), .text(line.product.id), .text(line.product.name), .int(line.quantity), .amount(line.price),
      .text("TWD"),
    ]
  }

  static func payment(_ payment: Payment, orderID: String, amount: Int) -> [SQLValue] {
    [
      .text(payment.id), .text(orderID), .amount(amount), .text("TWD"), .text(payment.status.rawValue), .text(payment.method),
      .optional(payment.transactionID), .optional(payment.failureReason), .time(payment.created), .time(payment.updated),
      .bool(payment.canRetry),
    ]
  }

  static func reservations(_ order: Order, _ warehouse: Warehouse) -> [[SQLValue]] {
    guard let reservation = order.reservation else { return [] }
    return order.lines.map { line in
      [
        .text(line.reservationID), .text(warehouse[line.index].id), .text(order.id), .int(line.quantity),
        .text(reservation.status.rawValue),
        .time(reservation.created), .time(reservation.created.adding(seconds: reservationTime)),
      ]
    }
  }

  private static func json(_ words: [String]) -> String { "[\(words.map { "\"\($0)\"" }.joined(separator: ","))]" }
}
