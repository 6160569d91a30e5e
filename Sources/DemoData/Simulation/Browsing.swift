import Kernel

extension Simulation {
  private static let quantities = [1, 1, 1, 1, 1, 1, 1, 2, 2, 3]

  /// Carries a visit on by one move.
  func go(on visit: Visit) throws {
    switch visit.stage {
    case .start:
      try emit(.cartCreated(visit))
      visit.stage = .add
      schedule(.visit(visit), after: visit.dice.seconds(4, 60))
    case .add: try add(visit)
    case .revise: try revise(visit)
    case .leave:
      visit.stage = .abandon
      schedule(.visit(visit), after: visit.dice.seconds(1800, 3600))
    case .abandon:
      try emit(.cartStatusChanged(visit, to: "ABANDONED"))
      customers.note(visit.customer) { $0.isBusy = false }
    case .order: try order(visit)
    }
  }

  private func add(_ visit: Visit) throws {
    var product = visit.dice.int(0..<Product.range.count)
    while visit.lines.contains(where: { $0.index == product }) { product = (product + 1) % Product.range.count }
    let quantity = visit.dice.pick(Self.quantities)
    let line = OrderLine(index: product, quantity: quantity, price: warehouse[product].price)
    visit.lines.append(line)
    try emit(.cartItemAdded(visit, line))
    visit.toAdd -= 1
    if visit.toAdd == 0 { visit.stage = .revise }
    schedule(.visit(visit), after: visit.dice.seconds(10, 150))
  }

  /// Second thoughts, and then out: by the till, with an empty cart, or just away.
  private func revise(_ visit: Visit) throws {
    let thought = visit.dice.int(0..<100)
    if thought < 14 {
      let chosen = visit.dice.int(0..<visit.lines.count)
      let old = visit.lines[chosen].quantity
      visit.lines[chosen].quantity = old == 1 ? 2 : old - 1
      try emit(.cartItemQuantityUpdated(visit, visit.lines[chosen], from: old))
    } else if thought < 22, visit.lines.count > 1 {
      try emit(.cartItemRemoved(visit, visit.lines.removeLast()))
    }
    let outcome = visit.dice.int(0..<100)
    visit.stage = outcome < 42 ? .order : .leave
    if outcome >= 92 {
      try emit(.cartCleared(visit), after: visit.dice.seconds(1, 3))
      visit.lines = []
    }
    schedule(.visit(visit), after: visit.dice.seconds(15, 240))
  }

  private func order(_ visit: Visit) throws {
    try emit(.cartStatusChanged(visit, to: "CHECKED_OUT"))
    try emit(.cartCheckedOut(visit), after: 2000)
    customers.note(visit.customer) { $0.isBusy = false }
    let total = visit.lines.reduce(0) { $0 + $1.amount }
    var lines = visit.lines
    for index in lines.indices {
      lines[index].itemID = nextItemID
      nextItemID += 1
    }
    let order = Order(
      id: visit.dice.uuid(), customer: visit.customer, customerID: visit.customerID,
      shippingAddress: customers.person(visit.customer).address.full,
      created: now, dice: visit.dice, lines: lines, effective: season.isPromotion(now) ? total - total / 10 : total)
    if ordersToSpoil > 0 {
      ordersToSpoil -= 1
      order.isToBeCancelled = true
      order.totalError = order.dice.int(1..<8) * 50
      ledger.add(.orderTotal, on: LogicalDate(containing: now), id: order.id)
    }
    touch(order)
    try emit(.orderCreated(order), after: 400_000)
    for (index, line) in order.lines.enumerated() { try emit(.orderItemAdded(order, line), after: 500_000 + index * 40_000) }
    schedule(.order(order), after: order.dice.seconds(5, 40))
  }
}
