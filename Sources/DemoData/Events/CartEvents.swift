extension EventDraft {
  static func cartCreated(_ visit: Visit) -> EventDraft { cart("CartCreated", visit, []) }

  static func cartItemAdded(_ visit: Visit, _ line: OrderLine) -> EventDraft {
    cart(
      "CartItemAdded", visit,
      [
        Field("productId", .plainID(line.product.id)), Field("quantity", .int(line.quantity)), Field("unitPrice", .money(line.price)),
        Field("totalPrice", .money(line.amount)),
      ])
  }

  static func cartItemQuantityUpdated(_ visit: Visit, _ line: OrderLine, from old: Int) -> EventDraft {
    cart(
      "CartItemQuantityUpdated", visit,
      [
        Field("productId", .plainID(line.product.id)), Field("oldQuantity", .int(old)), Field("newQuantity", .int(line.quantity)),
        Field("unitPrice", .money(line.price)), Field("quantityDifference", .int(line.quantity - old)),
      ])
  }

  static func cartItemRemoved(_ visit: Visit, _ line: OrderLine) -> EventDraft {
    cart(
      "CartItemRemoved", visit,
      [
        Field("productId", .plainID(line.product.id)), Field("removedQuantity", .int(line.quantity)),
        Field("unitPrice", .money(line.price)),
        Field("removedAmount", .money(line.amount)),
      ])
  }

  static func cartCleared(_ visit: Visit) -> EventDraft {
    cart(
      "CartCleared", visit,
      [
        Field("clearedItems", .array(visit.lines.map(Value.cartItem))),
        Field("clearedAmount", .money(visit.lines.reduce(0) { $0 + $1.amount })),
        Field("clearedItemCount", .int(visit.lines.count)),
      ])
  }

  static func cartStatusChanged(_ visit: Visit, to status: String) -> EventDraft {
    EventDraft(
      "CartStatusChanged", of: visit.cartID,
      [
        Field("cartId", .cartID(visit.cartID)), Field("consumerId", .customerID(visit.customerID)), Field("oldStatus", .string("ACTIVE")),
        Field("newStatus", .string(status)),
      ])
  }

  static func cartCheckedOut(_ visit: Visit) -> EventDraft {
    EventDraft(
      "CartCheckedOut", of: visit.cartID,
      [
        Field("cartId", .cartID(visit.cartID)), Field("consumerId", .customerID(visit.customerID)),
        Field("items", .array(visit.lines.map(Value.cartItem))),
        Field("totalAmount", .money(visit.lines.reduce(0) { $0 + $1.amount }, .double)),
        Field("totalQuantity", .int(visit.lines.reduce(0) { $0 + $1.quantity })), Field("itemCount", .int(visit.lines.count)),
      ])
  }

  private static func cart(_ type: String, _ visit: Visit, _ fields: [Field]) -> EventDraft {
    EventDraft(
      type, of: visit.cartID, [Field("cartId", .cartID(visit.cartID)), Field("customerId", .customerID(visit.customerID))] + fields)
  }
}
