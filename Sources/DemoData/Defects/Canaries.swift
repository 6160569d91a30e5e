/// Values of customers that occur in the shop's tables and events and must not occur anywhere behind them in clear.
struct Canaries {
  private static let ofEach = 8

  /// Sorted, each once.
  let values: [String]

  /// Takes some who registered before the first day and are in the tables, and some whose registration is an event.
  init(_ customers: Customers, registeredBefore: Int) {
    let old = Self.spread(0..<registeredBefore)
    let changed = (0..<registeredBefore).filter { customers[$0].revision > 0 }.prefix(Self.ofEach)
    let new = Self.spread(registeredBefore..<customers.count)
    let people = (old + changed + new).map { customers.person($0) }
    values = Set(people.flatMap { [$0.email, $0.phone, $0.address.street, $0.name] }).sorted()
  }

  private static func spread(_ range: Range<Int>) -> [Int] {
    Array(stride(from: range.lowerBound, to: range.upperBound, by: max(1, range.count / ofEach)).prefix(ofEach))
  }
}
