import Kernel

/// `${date}`, `${interval.start}` and `${interval.end}` in SQL and paths.
enum Interpolated {
  static func text(_ text: String, _ interval: DataInterval) -> String {
    let values = [
      "date": LogicalDate(containing: interval.start).description, "interval.start": "\(interval.start)", "interval.end": "\(interval.end)",
    ]
    var rest = text[...], result = ""
    while let open = rest.firstIndex(of: "$") {
      result += rest[..<open]
      let after = rest.index(after: open)
      if after < rest.endIndex, rest[after] == "{", let close = rest[after...].firstIndex(of: "}"),
        let value = values[String(rest[rest.index(after: after)..<close])]
      {
        result += value
        rest = rest[rest.index(after: close)...]
      } else {
        result.append("$")
        rest = rest[after...]
      }
    }
    return result + rest
  }
}
