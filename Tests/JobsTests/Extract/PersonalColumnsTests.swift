import Testing

@testable import Jobs

@Suite struct PersonalColumnsTests {
  @Test(arguments: [
    ("customers", "name"), ("customers", "email"), ("customers", "phone"), ("customers", "birth_date"), ("customers", "address_city"),
    ("customers", "address_postal_code"), ("orders", "shipping_address"), ("orders", "shippingAddress"), ("orders", "customer_name"),
    ("deliveries", "recipient_name"), ("deliveries", "recipient_phone"), ("deliveries", "delivery_address"),
    ("deliveries", "delivery_person_name"),
    ("deliveries", "delivery_person_contact"), ("accounts", "FirstName"), ("accounts", "surname"), ("t", "mobile2"), ("t", "E-Mail"),
    ("t", "street"),
  ])
  func aPersonalNameIsSeen(_ table: String, _ column: String) {
    #expect(PersonalColumns.looksPersonal(column, type: "varchar", in: table))
  }

  @Test(arguments: [
    ("products", "name"), ("order_items", "product_name"), ("deliveries", "carrier_name"), ("customers", "id"),
    ("payments", "payment_method"),
    ("orders", "status"), ("payments", "transaction_id"), ("customers", "membership_level"), ("customers", "notification_enabled_types"),
  ])
  func aHarmlessNameIsNot(_ table: String, _ column: String) {
    #expect(!PersonalColumns.looksPersonal(column, type: "varchar", in: table))
  }

  @Test func flagsAndTimesAboutPersonalDataAreNotPersonal() {
    #expect(!PersonalColumns.looksPersonal("email_verified_at", type: "timestamptz", in: "customers"))
    #expect(!PersonalColumns.looksPersonal("phone_confirmed", type: "bool", in: "customers"))
    #expect(!PersonalColumns.looksPersonal("address_id", type: "uuid", in: "customers"))
    #expect(PersonalColumns.looksPersonal("birth_time", type: "timestamp", in: "customers"))
  }
}
