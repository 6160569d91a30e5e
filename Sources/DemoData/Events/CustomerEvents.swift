extension EventDraft {
  static func customerCreated(_ person: Person) -> EventDraft {
    customer(
      "CustomerCreated", person.id,
      [
        Field("customerName", .name(person.name)), Field("email", .email(person.email)),
        Field("membershipLevel", .string(MembershipLevel.standard.rawValue)),
      ])
  }

  static func customerProfileUpdated(_ person: Person) -> EventDraft {
    customer(
      "CustomerProfileUpdated", person.id,
      [Field("newName", .name(person.name)), Field("newEmail", .email(person.email)), Field("newPhone", .phone(person.phone))])
  }

  static func customerStatusChanged(_ id: String, from old: String, to new: String, reason: String) -> EventDraft {
    customer(
      "CustomerStatusChanged", id, [Field("oldStatus", .string(old)), Field("newStatus", .string(new)), Field("reason", .string(reason))])
  }

  static func membershipLevelUpgraded(_ id: String, from old: MembershipLevel, to new: MembershipLevel) -> EventDraft {
    customer("MembershipLevelUpgraded", id, [Field("oldLevel", .string(old.rawValue)), Field("newLevel", .string(new.rawValue))])
  }

  /// Raised after the field has changed, so that both levels read VIP, as in the application.
  static func customerVipUpgraded(_ id: String) -> EventDraft {
    let vip = Value.string(MembershipLevel.vip.rawValue)
    return customer("CustomerVipUpgraded", id, [Field("previousLevel", vip), Field("newLevel", vip)])
  }

  static func customerSpendingUpdated(_ order: Order, totalSpending: Int) -> EventDraft {
    customer(
      "CustomerSpendingUpdated", order.customerID,
      [
        Field("spendingAmount", .money(order.effective)), Field("totalSpending", .money(totalSpending)),
        Field("orderId", .string(order.id)),
        Field("spendingType", .string("PURCHASE")),
      ])
  }

  static func rewardPointsEarned(_ id: String, points: Int, total: Int) -> EventDraft {
    customer(
      "RewardPointsEarned", id,
      [Field("pointsEarned", .int(points)), Field("totalPoints", .int(total)), Field("reason", .string("Order completed"))])
  }

  static func rewardPointsRedeemed(_ id: String, points: Int, remaining: Int) -> EventDraft {
    customer(
      "RewardPointsRedeemed", id,
      [Field("pointsRedeemed", .int(points)), Field("remainingPoints", .int(remaining)), Field("reason", .string("Voucher"))])
  }

  static func deliveryAddressAdded(_ id: String, _ address: Address, count: Int) -> EventDraft {
    customer("DeliveryAddressAdded", id, [Field("address", .address(address)), Field("totalAddressCount", .int(count))])
  }

  static func deliveryAddressRemoved(_ id: String, _ address: Address, remaining: Int) -> EventDraft {
    customer("DeliveryAddressRemoved", id, [Field("removedAddress", .address(address)), Field("remainingAddressCount", .int(remaining))])
  }

  static func notificationPreferencesUpdated(_ id: String, wantsMarketing: Bool) -> EventDraft {
    customer(
      "NotificationPreferencesUpdated", id,
      [Field("oldPreferences", preferences(!wantsMarketing)), Field("newPreferences", preferences(wantsMarketing))])
  }

  private static func preferences(_ wantsMarketing: Bool) -> Value {
    .object([
      Field("enabledTypes", .array(Preferences.types(wantsMarketing).map(Value.string))),
      Field("enabledChannels", .array(Preferences.channels.map(Value.string))), Field("marketingEnabled", .bool(wantsMarketing)),
    ])
  }

  private static func customer(_ type: String, _ id: String, _ fields: [Field]) -> EventDraft {
    EventDraft(type, of: id, [Field("customerId", .customerID(id))] + fields)
  }
}

/// What a customer wants to be told, and how.
enum Preferences {
  static let channels = ["EMAIL", "SMS"]
  static func types(_ wantsMarketing: Bool) -> [String] {
    wantsMarketing ? ["ORDER_STATUS", "DELIVERY", "PROMOTION"] : ["ORDER_STATUS", "DELIVERY"]
  }
}
