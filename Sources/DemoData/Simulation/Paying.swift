import Kernel

extension Simulation {
  private static let reasons = ["card declined", "insufficient funds", "expired card", "3-D Secure check failed", "issuer unavailable"]

  /// Asks the gateway: mostly it pays, sometimes it refuses or does not answer, and a customer may think better of it.
  func pay(_ order: Order) throws {
    guard var payment = order.payment else { return }
    order.attempts += 1
    payment.updated = now
    let outcome = order.dice.int(0..<1000)
    if order.isToBeCancelled || outcome < 15 {
      try fail(order, &payment, reason: "Payment cancelled by user", canRetry: false)
      order.payment = payment
      cancel(order)
    } else if outcome < 30, order.attempts == 1 {
      // The gateway does not answer: no event tells of it.
      payment.status = .failed
      payment.failureReason = "Payment gateway timeout"
      order.payment = payment
      next(order, .retry, after: (120, 500))
    } else if outcome < (order.attempts == 1 ? 115 : 330) {
      let canRetry = order.attempts == 1
      try fail(order, &payment, reason: order.dice.pick(Self.reasons), canRetry: canRetry)
      order.payment = payment
      if canRetry { next(order, .retry, after: (120, 500)) } else { next(order, .cancel, after: (600, 3600)) }
    } else {
      let transaction = nextTransaction(payment.method)
      payment.status = .completed
      payment.transactionID = transaction
      order.payment = payment
      order.status = .paid
      try emit(.paymentCompleted(order, payment.id, transactionID: transaction))
      try reward(order)
      next(order, .process, after: (1200, 5700))
    }
  }

  /// The stub gateway's number: a prefix and the milliseconds of the epoch; never the same one twice.
  func nextTransaction(_ method: String) -> String {
    lastTransaction = max(now.microseconds / 1000, lastTransaction + 1)
    return "\(method == "BANK_TRANSFER" ? "BT" : "CC")-TXN-\(lastTransaction)"
  }

  private func fail(_ order: Order, _ payment: inout Payment, reason: String, canRetry: Bool) throws {
    payment.status = .failed
    payment.failureReason = reason
    payment.canRetry = canRetry
    try emit(.paymentFailed(order, payment.id, reason: reason, canRetry: canRetry))
  }

  private func reward(_ order: Order) throws {
    let points = order.effective / 100
    var upgrade: (old: MembershipLevel, new: MembershipLevel)?
    customers.update(order.customer, at: now) { state in
      state.spending += order.effective
      state.points += points
      state.pointsUpdated = now
      // One step at a time, however much was spent; VIP stays.
      if let next = state.level.next, MembershipLevel(spending: state.spending) != state.level {
        upgrade = (state.level, next)
        state.level = next
      }
    }
    let state = customers[order.customer]
    try emit(.customerSpendingUpdated(order, totalSpending: state.spending), after: 60_000)
    try emit(.rewardPointsEarned(order.customerID, points: points, total: state.points), after: 75_000)
    if let upgrade { try emit(.membershipLevelUpgraded(order.customerID, from: upgrade.old, to: upgrade.new), after: 90_000) }
  }
}
