import Kernel

/// A JSON value as the source application's mapper writes it; objects keep the order of their fields.
indirect enum Value: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  /// A whole number of New Taiwan dollars in one of the scales that occur.
  case amount(Int, AmountScale)
  /// A whole number and a half, `120.5`.
  case half(Int)
  case string(String)
  case array([Value])
  case object([Field])
}

/// How the application came by an amount decides how many digits it writes.
enum AmountScale: Sendable {
  /// `0`, a constant of the code.
  case whole
  /// `1200.0`, through a double.
  case double
  /// `1200.00`, from a DECIMAL column.
  case decimal
}

struct Field: Sendable {
  let name: String
  var value: Value

  init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}
