import Kernel

/// A customer with a cart.
final class Visit {
  enum Stage {
    case start, add, revise, leave, abandon, order
  }

  private static let sizes = [1, 1, 1, 2, 2, 2, 3, 3, 4, 5]

  let customer: Int
  let customerID: String
  let cartID: String
  var dice: Dice
  var stage = Stage.start
  /// Products still to be put into the cart.
  var toAdd: Int
  var lines: [OrderLine] = []

  init(number: Int, seed: UInt64, customer: Int, customerID: String) {
    self.customer = customer
    self.customerID = customerID
    dice = Dice(seed: seed, "visit", number)
    cartID = dice.uuid()
    toAdd = dice.pick(Self.sizes)
  }
}
