import Kernel

/// Counts for people.
enum Grouped {
  /// `1,204,000`.
  static func text(_ count: Int) -> String {
    let digits = String(count.magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return count < 0 ? "-" + result : result
  }

  /// `12k`, `1.5M`: for the ticks of an axis.
  static func short(_ value: Double) -> String {
    for (unit, name) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where value >= unit {
      let tenths = Int((value / unit * 10).rounded())
      return tenths % 10 == 0 ? "\(tenths / 10)\(name)" : "\(tenths / 10).\(tenths % 10)\(name)"
    }
    return value == value.rounded() ? "\(Int(value))" : "\(Int(value)).\(Int((value * 10).rounded()) % 10)"
  }

  /// `1 row`, `2 rows`.
  static func count(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(text(count)) \(count == 1 ? noun : plural ?? noun + "s")"
  }
}
