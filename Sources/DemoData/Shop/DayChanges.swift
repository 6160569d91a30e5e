/// What one day changed in the shop's tables: the rows to write, as they are at its end.
struct DayChanges {
  struct OrphanItem {
    let orderID: String
    let line: OrderLine
  }

  struct OrphanPayment {
    let payment: Payment
    let orderID: String
    let amount: Int
  }

  let customers: [Int]
  let book: Customers
  let stocks: [Int]
  let prices: [Int]
  let warehouse: Warehouse
  let orders: [Order]
  let orphanItems: [OrphanItem]
  let orphanPayments: [OrphanPayment]
}
