/// The type of a column, as a lake's catalog names it.
///
/// The lattice, from JSON's kinds: `int` ∨ `bigint` = `bigint`; with a fraction `double`; numbers past both keep their digits as `string`; a scalar
/// with a scalar of another class is `string`; `array<T>` ∨ `array<U>` = `array<T ∨ U>`; objects unite their fields; an object or array with
/// anything else is a conflict, kept as `string`: a string as it is, anything else as its JSON text. Only `null` is `string`.
public indirect enum ColumnType: Hashable, Sendable {
  case boolean, int, bigint, double, string
  case list(ColumnType)
  case structure([Field])
  /// Values of different classes in one column.
  case conflict([KindClass])

  public struct Field: Hashable, Sendable {
    public let name: String
    public let type: ColumnType

    public init(name: String, type: ColumnType) {
      self.name = name
      self.type = type
    }
  }
}

extension ColumnType: CustomStringConvertible {
  /// In Hive's words: `struct<amount:double,currency:string>`.
  public var description: String {
    switch self {
    case .boolean: "boolean"
    case .int: "int"
    case .bigint: "bigint"
    case .double: "double"
    case .string, .conflict: "string"
    case .list(let element): "array<\(element)>"
    case .structure(let fields): "struct<\(fields.map { "\($0.name):\($0.type)" }.joined(separator: ","))>"
    }
  }
}
