import Kernel

/// One product in a cart and then in an order.
struct OrderLine: Sendable {
  /// Position in `Product.range`.
  let index: Int
  var quantity: Int
  let price: Int
  /// The row of order_items, given when the order is made.
  var itemID = 0
  var reservationID = ""

  var product: Product { Product.range[index] }
  var amount: Int { price * quantity }
}

enum OrderStatus: String, Sendable {
  case created = "CREATED"
  case pending = "PENDING"
  case confirmed = "CONFIRMED"
  case paid = "PAID"
  case processing = "PROCESSING"
  case shipping = "SHIPPING"
  case delivered = "DELIVERED"
  case completed = "COMPLETED"
  case cancelled = "CANCELLED"
}

enum ReservationStatus: String, Sendable {
  case active = "ACTIVE"
  case confirmed = "CONFIRMED"
  case released = "RELEASED"
}

struct Payment: Sendable {
  enum Status: String, Sendable {
    case pending = "PENDING"
    case completed = "COMPLETED"
    case failed = "FAILED"
  }

  let id: String
  let method: String
  let created: Instant
  var updated: Instant
  var status = Status.pending
  var transactionID: String?
  /// Stays after a successful retry, as in the application.
  var failureReason: String?
  var canRetry = true
}

/// An order on its way: kept in memory until it can change no more.
final class Order {
  enum Stage {
    case submit, reserve, confirm, pay, retry, cancel, process, ship, deliver, complete
  }

  let id: String
  let customer: Int
  let customerID: String
  let shippingAddress: String
  let created: Instant
  var dice: Dice
  var lines: [OrderLine]
  let effective: Int
  var stage = Stage.submit
  var status = OrderStatus.created
  var updated: Instant
  var payment: Payment?
  var reservation: (status: ReservationStatus, created: Instant)?
  var attempts = 0
  /// Made to end today, so that its row does not change again.
  var isToBeCancelled = false
  /// Planted: how far the row's total is off the sum of its lines.
  var totalError = 0

  var isTouched = false
  /// Its items are not yet in a script.
  var isNew = true

  init(
    id: String, customer: Int, customerID: String, shippingAddress: String, created: Instant, dice: Dice, lines: [OrderLine], effective: Int
  ) {
    self.id = id
    self.customer = customer
    self.customerID = customerID
    self.shippingAddress = shippingAddress
    self.created = created
    updated = created
    self.dice = dice
    self.lines = lines
    self.effective = effective
  }

  var total: Int { lines.reduce(0) { $0 + $1.amount } }
}
