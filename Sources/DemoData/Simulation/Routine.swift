import Kernel

/// What happens besides buying. Every kind has its hours, so that each day holds each type of event.
enum Routine: Sendable {
  case register, receiveGoods, updateProfile, updatePreferences, changeStatus, addAddress, removeAddress, reprice, redeem, grantVip

  static func due(inHour hour: Int) -> [Routine] {
    var due: [Routine] = [.register, .receiveGoods]
    if (1...14).contains(hour) { due.append(.register) }
    if hour % 2 == 0 { due.append(.updateProfile) }
    if hour % 3 == 0 { due.append(.updatePreferences) }
    if hour % 3 == 1 { due.append(.redeem) }
    if hour % 3 == 2 { due.append(.changeStatus) }
    if hour % 4 == 1 { due.append(.addAddress) }
    if hour % 4 == 3 { due.append(.reprice) }
    if hour % 6 == 2 { due.append(.removeAddress) }
    if hour % 12 == 5 { due.append(.grantVip) }
    return due
  }
}

extension Simulation {
  private static let statusReasons = ["異常登入次數過多", "客服確認本人身分", "帳號安全檢查", "客戶要求暫停", "客戶要求恢復"]

  func perform(_ routine: Routine) throws {
    var dice = Dice(seed: settings.seed, "routine", now.microseconds)
    switch routine {
    case .register: try register(&dice)
    case .receiveGoods: try restock(warehouse.scarcest)
    case .reprice: try reprice(&dice)
    case .updateProfile, .updatePreferences, .changeStatus, .addAddress, .removeAddress, .redeem, .grantVip:
      try serve(dice.int(0..<customers.count), routine, &dice)
    }
  }

  private func register(_ dice: inout Dice) throws {
    let number = customers.register(at: now, wantsMarketing: dice.chance(0.4))
    let person = customers.person(number)
    try emit(.customerCreated(person))
    try emit(.deliveryAddressAdded(person.id, person.address, count: 1), after: 30_000)
  }

  private func reprice(_ dice: inout Dice) throws {
    let product = dice.int(0..<Product.range.count)
    let old = warehouse[product].price
    let list = Product.range[product].listPrice
    var price = list + list * dice.int(-8..<9) / 100
    if price == old { price += 1 }
    warehouse.reprice(product, to: price, at: now)
    try emit(.productPriceChanged(Product.range[product], from: old, to: price))
  }

  private func serve(_ first: Int, _ routine: Routine, _ dice: inout Dice) throws {
    guard let number = customer(from: first, suitableFor: routine) else { return }
    let id = customers.id(number)
    switch routine {
    case .updateProfile:
      customers.update(number, at: now) { $0.revision += 1 }
      try emit(.customerProfileUpdated(customers.person(number)))
    case .updatePreferences:
      customers.update(number, at: now) { $0.wantsMarketing.toggle() }
      try emit(.notificationPreferencesUpdated(id, wantsMarketing: customers[number].wantsMarketing))
    case .changeStatus:
      // No table stores it: the row does not change.
      customers.note(number) { $0.isSuspended.toggle() }
      let isSuspended = customers[number].isSuspended
      try emit(
        .customerStatusChanged(
          id, from: isSuspended ? "ACTIVE" : "SUSPENDED", to: isSuspended ? "SUSPENDED" : "ACTIVE", reason: dice.pick(Self.statusReasons)))
    case .addAddress:
      customers.note(number) { $0.addresses += 1 }
      let count = customers[number].addresses
      try emit(.deliveryAddressAdded(id, customers.address(number, count - 1), count: count))
    case .removeAddress:
      customers.note(number) { $0.addresses -= 1 }
      let count = customers[number].addresses
      try emit(.deliveryAddressRemoved(id, customers.address(number, count), remaining: count))
    case .redeem:
      let points = 10 * dice.int(1..<5)
      customers.update(number, at: now) {
        $0.points -= points
        $0.pointsUpdated = now
      }
      try emit(.rewardPointsRedeemed(id, points: points, remaining: customers[number].points))
    case .grantVip:
      customers.update(number, at: now) { $0.level = .vip }
      try emit(.customerVipUpgraded(id))
    case .register, .receiveGoods, .reprice: break
    }
  }

  /// The first customer from `first` on, round the book, with whom the routine makes sense.
  private func customer(from first: Int, suitableFor routine: Routine) -> Int? {
    (0..<customers.count).lazy.map { (first + $0) % self.customers.count }.first { number in
      let state = self.customers[number]
      return switch routine {
      case .removeAddress: state.addresses > 1
      case .redeem: state.points >= 50
      case .grantVip: state.level == .platinum
      case .updateProfile: state.revision < 255
      default: true
      }
    }
  }
}
