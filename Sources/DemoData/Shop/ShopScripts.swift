import Drivers
import Kernel

/// The SQL that makes the shop's database and carries it on day by day.
struct ShopScripts {
  let directory: String

  /// Tables, and what was in them before the first day: customers, products and stock.
  func writeOpening(_ customers: Customers, _ warehouse: Warehouse) throws {
    let file = try OutputFile(path: "\(directory)/schema.sql")
    try file.write("BEGIN;\n\(ShopTables.schema)".utf8)
    try ShopTables.customers.write((0..<customers.count).lazy.map { ShopRows.customer(customers.person($0), customers[$0]) }) {
      try file.write($0)
    }
    let products = Product.range.indices
    try ShopTables.products.write(products.lazy.map { ShopRows.product(Product.range[$0], warehouse[$0]) }) { try file.write($0) }
    try ShopTables.inventories.write(products.lazy.map { ShopRows.inventory(Product.range[$0], warehouse[$0]) }) { try file.write($0) }
    try file.write("COMMIT;\n".utf8)
    try file.close()
  }

  /// One transaction that leaves the tables as they are at the end of `date`.
  func writeDay(_ date: LogicalDate, _ changes: DayChanges) throws {
    let file = try OutputFile(path: "\(directory)/\(date).sql")
    let warehouse = changes.warehouse
    func write(_ table: Upsert, _ rows: some Sequence<[SQLValue]>) throws { try table.write(rows) { try file.write($0) } }
    try file.write("BEGIN;\n".utf8)
    try write(ShopTables.customers, changes.customers.lazy.map { ShopRows.customer(changes.book.person($0), changes.book[$0]) })
    try write(ShopTables.products, changes.prices.lazy.map { ShopRows.product(Product.range[$0], warehouse[$0]) })
    try write(ShopTables.inventories, changes.stocks.lazy.map { ShopRows.inventory(Product.range[$0], warehouse[$0]) })
    try write(ShopTables.orders, changes.orders.lazy.map(ShopRows.order))
    let items = changes.orders.lazy.filter(\.isNew).flatMap { order in order.lines.map { ShopRows.orderItem(order.id, $0) } }
    try write(ShopTables.orderItems, items)
    try write(ShopTables.orderItems, changes.orphanItems.lazy.map { ShopRows.orderItem($0.orderID, $0.line) })
    let payments = changes.orders.lazy.compactMap { order in
      order.payment.map { ShopRows.payment($0, orderID: order.id, amount: order.effective) }
    }
    try write(ShopTables.payments, payments)
    try write(ShopTables.payments, changes.orphanPayments.lazy.map { ShopRows.payment($0.payment, orderID: $0.orderID, amount: $0.amount) })
    try write(ShopTables.reservations, changes.orders.lazy.flatMap { ShopRows.reservations($0, warehouse) })
    try file.write("INSERT INTO demo_delivery (date) VALUES ('\(date)');\nCOMMIT;\n".utf8)
    try file.close()
  }
}
