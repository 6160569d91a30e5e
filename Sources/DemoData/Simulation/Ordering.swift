import Kernel

extension Simulation {
  /// Carries an order on by one step of its life.
  func go(on order: Order) throws {
    switch order.stage {
    case .submit:
      order.status = .pending
      try emit(.orderSubmitted(order))
      try emit(.orderInventoryReservationRequested(order), after: 3000)
      next(order, .reserve, after: (0.2, 1.5))
    case .reserve: try reserve(order)
    case .confirm: try confirm(order)
    case .pay: try pay(order)
    case .retry:
      order.payment?.status = .pending
      order.payment?.updated = now
      next(order, .pay, after: (3, 20))
    case .cancel: cancel(order)
    case .process:
      order.status = .processing
      order.reservation?.status = .confirmed
      for line in order.lines { warehouse.ship(line.quantity, of: line.index, at: now) }
      next(order, .ship, after: (4 * 3600, 20 * 3600))
    case .ship:
      order.status = .shipping
      next(order, .deliver, after: (10 * 3600, 40 * 3600))
    case .deliver:
      order.status = .delivered
      next(order, .complete, after: (12 * 3600, 24 * 3600))
    case .complete:
      order.status = .completed
      touch(order)
    }
  }

  func next(_ order: Order, _ stage: Order.Stage, after seconds: (Double, Double)) {
    touch(order)
    order.stage = stage
    schedule(.order(order), after: order.dice.seconds(seconds.0, seconds.1))
  }

  private func reserve(_ order: Order) throws {
    for index in order.lines.indices {
      let line = order.lines[index]
      if warehouse[line.index].available < line.quantity { try restock(line.index) }
      order.lines[index].reservationID = order.dice.uuid()
      warehouse.reserve(line.quantity, of: line.index, at: now)
      try emit(.stockReserved(order.lines[index], warehouse[line.index], for: order), after: index * 7000)
      let stock = warehouse[line.index]
      if stock.available < stock.threshold, !stock.isRestocking {
        warehouse.beginRestocking(line.index)
        schedule(.restock(line.index), after: order.dice.seconds(900, 5400))
      }
    }
    order.reservation = (.active, now)
    next(order, .confirm, after: (1, 4))
  }

  private func confirm(_ order: Order) throws {
    order.status = .confirmed
    order.payment = Payment(
      id: order.dice.uuid(), method: order.dice.chance(0.7) ? "CREDIT_CARD" : "BANK_TRANSFER", created: now, updated: now)
    try emit(.orderConfirmed(order))
    try emit(.orderPaymentRequested(order), after: 2000)
    try emit(.paymentRequested(order, as: order.dice.uuid()), after: 9000)
    next(order, .pay, after: (2, 30))
  }

  func cancel(_ order: Order) {
    order.status = .cancelled
    order.reservation?.status = .released
    for line in order.lines { warehouse.release(line.quantity, of: line.index, at: now) }
    touch(order)
  }

  func restock(_ product: Int) throws {
    warehouse.add(warehouse.lot, of: product, at: now)
    try emit(.stockAdded(Product.range[product], warehouse[product], quantity: warehouse.lot))
  }
}
