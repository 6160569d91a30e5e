extension EventDraft {
  /// Its payment id is made on the spot and is not the one of the later row, as in the application.
  static func paymentRequested(_ order: Order, as id: String) -> EventDraft { payment("PaymentRequested", id, order, []) }

  static func paymentCompleted(_ order: Order, _ id: String, transactionID: String) -> EventDraft {
    payment("PaymentCompleted", id, order, [Field("transactionId", .string(transactionID))])
  }

  static func paymentFailed(_ order: Order, _ id: String, reason: String, canRetry: Bool) -> EventDraft {
    payment("PaymentFailed", id, order, [Field("failureReason", .string(reason)), Field("canRetry", .bool(canRetry))])
  }

  private static func payment(_ type: String, _ id: String, _ order: Order, _ fields: [Field]) -> EventDraft {
    EventDraft(
      type, of: id,
      [Field("paymentId", .paymentID(id)), Field("orderId", .orderID(order.id)), Field("amount", .money(order.effective))] + fields)
  }
}
