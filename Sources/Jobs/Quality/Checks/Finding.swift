import Scoring

/// What a rule found in one partition.
struct Finding {
  var measurement: Measurement
  /// In one clause, for people: `3 of 1,204 rows`.
  var text: String
  var failing: Int?
  var evaluated: Int?
  var hours: [Int]?
  var volume: CheckResult.Volume?

  init(_ measurement: Measurement, _ text: String, hours: [Int]? = nil, volume: CheckResult.Volume? = nil) {
    self.measurement = measurement
    self.text = text
    self.hours = hours
    self.volume = volume
    switch measurement {
    case .rows(let failing, let evaluated, _), .sample(let failing, let evaluated, _): (self.failing, self.evaluated) = (failing, evaluated)
    case .distance, .verdict, .unknown: break
    }
  }

  /// The usual finding of a row rule.
  static func rows(_ failing: Int, of evaluated: Int, _ limits: Limits, _ noun: String = "rows") -> Finding {
    guard evaluated > 0 else { return .unknown(.notMeasured, "no \(noun) to look at") }
    return Finding(.rows(failing: failing, evaluated: evaluated, limits), "\(failing.grouped) of \(evaluated.grouped) \(noun)")
  }

  static func unknown(_ state: CheckState, _ why: String) -> Finding { Finding(.unknown(state), why) }
}

extension Int {
  /// `1,204,000`: thousands apart.
  var grouped: String {
    let digits = String(magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return self < 0 ? "-" + result : result
  }
}
