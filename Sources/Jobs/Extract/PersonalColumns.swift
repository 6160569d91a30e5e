/// Which columns look as if they held personal data, by their names: a guard against forgetting, not a proof.
enum PersonalColumns {
  private static let words: Set<String> = [
    "email", "mail", "phone", "mobile", "telephone", "fax", "street", "postal", "postcode", "zip", "zipcode", "dob", "passport", "surname",
    "nickname", "fullname", "firstname", "lastname",
  ]
  private static let beginnings = ["address", "birth"]
  /// Words that make a `name` or a `contact` a person's.
  private static let people: Set<String> = [
    "customer", "customers", "recipient", "recipients", "person", "persons", "people", "user", "users", "contact", "contacts", "employee",
    "employees",
    "member", "members", "sender", "receiver", "buyer", "seller", "owner", "first", "last", "full", "middle", "given", "family",
  ]
  /// Times, flags and references that are about personal data (`email_verified_at`, `address_id`) are none themselves; a birth is.
  private static let harmlessTypes: Set<String> = ["bool", "timestamp", "timestamptz", "uuid"]

  /// - Parameter type: PostgreSQL's short name of the column's base type.
  static func looksPersonal(_ column: String, type: String, in table: String) -> Bool {
    let parts = split(column)
    if harmlessTypes.contains(type) { return parts.contains { $0.hasPrefix("birth") || $0 == "dob" } }
    if parts.contains(where: { part in words.contains(part) || beginnings.contains { part.hasPrefix($0) } }) { return true }
    guard let last = parts.last, ["name", "contact"].contains(last) else { return false }
    return (parts.count == 1 ? split(table)[...] : parts.dropLast()).contains(where: people.contains)
  }

  /// `shippingAddress`, `shipping_address`, `SHIPPING ADDRESS`: the words, in lower case.
  private static func split(_ name: String) -> [String] {
    var parts: [String] = []
    var current = ""
    var followsLower = false
    for character in name {
      if !character.isLetter || (character.isUppercase && followsLower) {
        if !current.isEmpty { parts.append(current) }
        current = ""
      }
      if character.isLetter { current += character.lowercased() }
      followsLower = character.isLowercase
    }
    return current.isEmpty ? parts : parts + [current]
  }
}
