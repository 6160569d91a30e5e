extension EventDraft {
  static func stockAdded(_ product: Product, _ stock: Stock, quantity: Int) -> EventDraft {
    EventDraft(
      "StockAdded", of: stock.id,
      [
        Field("inventoryId", .plainID(stock.id)), Field("productId", .string(product.id)), Field("addedQuantity", .int(quantity)),
        Field("newTotalQuantity", .int(stock.total)),
      ])
  }

  static func stockReserved(_ line: OrderLine, _ stock: Stock, for order: Order) -> EventDraft {
    EventDraft(
      "StockReserved", of: stock.id,
      [
        Field("inventoryId", .plainID(stock.id)), Field("productId", .string(line.product.id)),
        Field("reservationId", .plainID(line.reservationID)),
        Field("orderId", .string(order.id)), Field("quantity", .int(line.quantity)), Field("remainingQuantity", .int(stock.available)),
      ])
  }

  static func productPriceChanged(_ product: Product, from old: Int, to new: Int) -> EventDraft {
    EventDraft(
      "ProductPriceChanged", of: product.id,
      [Field("productId", .plainID(product.id)), Field("oldPrice", .money(old)), Field("newPrice", .money(new))])
  }
}
