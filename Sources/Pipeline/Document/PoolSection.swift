import Kernel

/// `pools:` — what the jobs of a pipeline share — and a job's `uses:`, its part of them.
enum PoolSection {
  /// A count (connections, licences) or a size in bytes (memory, disk): a pool is one of them, and so is every use of it.
  struct Amount {
    let value: Int
    let isSize: Bool
    let written: String

    /// Nil for what is neither, or nothing.
    init?(_ value: YAMLValue) {
      guard case .scalar(let text, quoted: false) = value.content else { return nil }
      if let count = Int(text), text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
        (self.value, isSize) = (count, false)
      } else if let bytes = Fields.bytes(text) {
        (self.value, isSize) = (bytes, true)
      } else {
        return nil
      }
      written = text
      if self.value == 0 { return nil }
    }

    /// What is used of a pool that is only named.
    static let one = Amount(value: 1, isSize: false, written: "1")

    private init(value: Int, isSize: Bool, written: String) {
      self.value = value
      self.isSize = isSize
      self.written = written
    }
  }

  static let schema = KeySchema("pools", .map(amount), "What jobs share, and how much of it there is: shop: 2, memory: 4GiB")
  static let usesSchema = KeySchema(
    "uses", .either([.string, .list(.string), .map(amount)]), "How much of which pool it holds while it runs; a name alone is 1")
  private static let amount = KeySchema.Kind.either([.integer, .size])

  /// Capacities by name; one with a problem counts as without limit, so that its users are not complained of as well.
  static func read(_ fields: inout Fields) -> [String: Amount?] {
    var pools: [String: Amount?] = [:]
    for pair in fields.value("pools").map({ fields.mapping("pools", $0) }) ?? [] {
      if let problem = NameRule.check(word: pair.key, "the pool", at: pair.keyLocation) { fields.report(problem) }
      pools.updateValue(amount(pair, of: "the pool '\(pair.key)' must hold", &fields), forKey: pair.key)
    }
    return pools
  }

  /// What one job uses of each pool.
  static func uses(_ fields: inout Fields, of pools: [String: Amount?]) -> [String: Int] {
    guard let value = fields.value("uses") else { return [:] }
    var uses: [String: Int] = [:]
    func use(_ name: String, _ amount: Amount, nameAt: SourceLocation, amountAt: SourceLocation) {
      guard let pool = pools[name] else {
        let known = pools.keys.sorted()
        let hint =
          Suggestion.nearest(to: name, in: known).map { "did you mean '\($0)'?" }
          ?? (known.isEmpty ? "declare it at the top: pools: { \(name): 2 }" : "there are: \(known.joined(separator: ", "))")
        return fields.report(Diagnostic(1052, "\(fields.what) uses the pool '\(name)', which is not declared", at: nameAt, hint: hint))
      }
      uses[name] = amount.value
      if let pool, pool.isSize != amount.isSize {
        fields.report(
          Diagnostic(
            1054,
            "\(fields.what) uses \(amount.written) of the pool '\(name)', which is \(pool.isSize ? "a size" : "a count"): \(pool.written)",
            at: amountAt, hint: "for example `uses: { \(name): \(pool.written) }`"))
      } else if let pool, pool.value < amount.value {
        fields.report(
          Diagnostic(
            1053, "\(fields.what) uses \(amount.written) of the pool '\(name)', which holds \(pool.written): it could never start",
            at: amountAt, hint: "use less, or make the pool larger"))
      }
    }
    if value.pairs != nil {
      for pair in fields.mapping("uses", value) {
        guard let amount = amount(pair, of: "\(fields.what) must use", &fields) else { continue }
        use(pair.key, amount, nameAt: pair.keyLocation, amountAt: pair.value.location)
      }
    } else {
      _ = fields.strings("uses")
      for (name, location) in value.texts { use(name, .one, nameAt: location, amountAt: location) }
    }
    return uses
  }

  private static func amount(_ pair: YAMLValue.Pair, of what: String, _ fields: inout Fields) -> Amount? {
    if let amount = Amount(pair.value) { return amount }
    fields.report(
      Diagnostic(
        1051, "\(what) a whole number of at least 1, or a size", at: pair.value.location,
        hint: "for example `\(pair.key): 2` or `\(pair.key): 4GiB`"))
    return nil
  }
}
