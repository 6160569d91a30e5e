import Kernel

/// The application's value objects as its mapper writes them: components plus every getter.
extension Value {
  static func money(_ dollars: Int, _ scale: AmountScale = .decimal) -> Value {
    .object([
      Field("amount", .amount(dollars, scale)), Field("currency", .string("TWD")),
      Field("zero", .bool(dollars == 0)), Field("positive", .bool(dollars > 0)),
    ])
  }

  static func orderID(_ id: String) -> Value { valueAndID(id) }
  static func paymentID(_ id: String) -> Value { valueAndID(id) }

  static func customerID(_ id: String) -> Value {
    .object([Field("value", .string(id)), Field("id", .string(id)), Field("uuidformat", .bool(true))])
  }

  static func cartID(_ id: String) -> Value { .object([Field("value", .string(id))]) }

  /// Inventory, reservation and product ids have nothing but `id`.
  static func plainID(_ id: String) -> Value { .object([Field("id", .string(id))]) }

  static func name(_ text: String) -> Value { .object([Field("value", .string(text)), Field("name", .string(text))]) }
  static func email(_ text: String) -> Value { .object([Field("value", .string(text)), Field("email", .string(text))]) }
  static func phone(_ text: String) -> Value { .object([Field("phone", .string(text))]) }

  static func address(_ address: Address) -> Value {
    .object([
      Field("street", .string(address.street)), Field("city", .string(address.city)), Field("zipCode", .string(address.postalCode)),
      Field("country", .string("台灣")), Field("fullAddress", .string(address.full)),
    ])
  }

  static func orderItem(_ line: OrderLine) -> Value {
    .object([
      Field("productId", .string(line.product.id)), Field("productName", .string(line.product.name)),
      Field("quantity", .int(line.quantity)),
      Field("price", .money(line.price)), Field("unitPrice", .money(line.price)), Field("subtotal", .money(line.price * line.quantity)),
    ])
  }

  static func cartItem(_ line: OrderLine) -> Value {
    .object([
      Field("productId", .plainID(line.product.id)), Field("quantity", .int(line.quantity)), Field("unitPrice", .money(line.price)),
    ])
  }

  private static func valueAndID(_ id: String) -> Value { .object([Field("value", .string(id)), Field("id", .string(id))]) }
}
