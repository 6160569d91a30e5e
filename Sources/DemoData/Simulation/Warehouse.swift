import Kernel

/// Stock and price of one product.
struct Stock: Sendable {
  let id: String
  let threshold: Int
  let created: Instant
  var total: Int
  var available: Int
  var updated: Instant
  var price: Int
  var priceUpdated: Instant
  var isRestocking = false
  var isTouched = false
  var isPriceTouched = false

  var reserved: Int { total - available }
}

/// The stock of every product, in the order of `Product.range`.
struct Warehouse: Sendable {
  private(set) var stocks: [Stock]
  /// One delivery of goods.
  let lot: Int
  /// Days on which changes do not reach `updated_at`: an SQL script does the work of the application then.
  private let silentDays: Set<LogicalDate>

  init(seed: UInt64, scale: Double, opening: Instant, silentDays: Set<LogicalDate>) {
    lot = max(20, Int(80 * scale))
    self.silentDays = silentDays
    let lot = lot
    stocks = Product.range.enumerated().map { index, product in
      var dice = Dice(seed: seed, "stock", index)
      let id = dice.uuid()
      let quantity = lot + dice.int(0..<2 * lot)
      let created = opening.adding(seconds: -dice.int(200 * 86_400..<700 * 86_400))
      return Stock(
        id: id, threshold: lot / 2, created: created, total: quantity, available: quantity,
        updated: opening.adding(seconds: -dice.int(600..<40_000)),
        price: product.listPrice, priceUpdated: opening.adding(seconds: -dice.int(86_400..<60 * 86_400)))
    }
  }

  subscript(product: Int) -> Stock { stocks[product] }

  mutating func reserve(_ quantity: Int, of product: Int, at now: Instant) { change(product, at: now) { $0.available -= quantity } }
  mutating func release(_ quantity: Int, of product: Int, at now: Instant) { change(product, at: now) { $0.available += quantity } }
  /// Reserved goods leave the house.
  mutating func ship(_ quantity: Int, of product: Int, at now: Instant) { change(product, at: now) { $0.total -= quantity } }

  mutating func add(_ quantity: Int, of product: Int, at now: Instant) {
    change(product, at: now) {
      $0.total += quantity
      $0.available += quantity
      $0.isRestocking = false
    }
  }

  mutating func beginRestocking(_ product: Int) { stocks[product].isRestocking = true }

  mutating func reprice(_ product: Int, to price: Int, at now: Instant) {
    stocks[product].price = price
    stocks[product].priceUpdated = now
    stocks[product].isPriceTouched = true
  }

  /// The product with the least left, compared with its threshold.
  var scarcest: Int { stocks.indices.min { stocks[$0].available < stocks[$1].available } ?? 0 }

  mutating func takeTouched() -> (stocks: [Int], prices: [Int]) {
    defer {
      for index in stocks.indices {
        stocks[index].isTouched = false
        stocks[index].isPriceTouched = false
      }
    }
    return (stocks.indices.filter { stocks[$0].isTouched }, stocks.indices.filter { stocks[$0].isPriceTouched })
  }

  private mutating func change(_ product: Int, at now: Instant, _ body: (inout Stock) -> Void) {
    body(&stocks[product])
    stocks[product].isTouched = true
    if !silentDays.contains(LogicalDate(containing: now)) { stocks[product].updated = now }
  }
}
