extension EventDraft {
  /// As the aggregate raises it: nothing in it yet.
  static func orderCreated(_ order: Order) -> EventDraft {
    self.order(
      "OrderCreated", order,
      [Field("customerId", .string(order.customerID)), Field("totalAmount", .money(0, .whole)), Field("items", .array([]))])
  }

  static func orderItemAdded(_ order: Order, _ line: OrderLine) -> EventDraft {
    self.order(
      "OrderItemAdded", order,
      [Field("productId", .string(line.product.id)), Field("quantity", .int(line.quantity)), Field("price", .money(line.price))])
  }

  static func orderSubmitted(_ order: Order) -> EventDraft {
    self.order(
      "OrderSubmitted", order,
      [
        Field("customerId", .string(order.customerID)), Field("totalAmount", .money(order.total)),
        Field("itemCount", .int(order.lines.count)),
      ])
  }

  static func orderInventoryReservationRequested(_ order: Order) -> EventDraft {
    self.order(
      "OrderInventoryReservationRequested", order,
      [Field("customerId", .customerID(order.customerID)), Field("items", .array(order.lines.map(Value.orderItem)))])
  }

  static func orderConfirmed(_ order: Order) -> EventDraft {
    self.order("OrderConfirmed", order, [Field("customerId", .customerID(order.customerID)), Field("totalAmount", .money(order.total))])
  }

  static func orderPaymentRequested(_ order: Order) -> EventDraft {
    self.order(
      "OrderPaymentRequested", order, [Field("customerId", .customerID(order.customerID)), Field("paymentAmount", .money(order.effective))])
  }

  private static func order(_ type: String, _ order: Order, _ fields: [Field]) -> EventDraft {
    EventDraft(type, of: order.id, [Field("orderId", .orderID(order.id))] + fields)
  }
}
