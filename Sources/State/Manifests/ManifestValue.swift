import GRDB

/// A value of a row, in a manifest as in SQLite.
enum ManifestValue: Hashable, Codable {
  case null
  case integer(Int64)
  /// Never a whole number that fits an integer.
  case real(Double)
  case text(String)

  init(_ value: DatabaseValue) throws {
    switch value.storage {
    case .null: self = .null
    case .int64(let number): self = .integer(number)
    // As JSON has it: a whole number is one number, however it is stored. The column makes it a fraction again.
    case .double(let number): self = Int64(exactly: number).map(Self.integer) ?? .real(number)
    case .string(let text): self = .text(text)
    case .blob: throw DatabaseError(message: "the catalog holds no blobs")
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let number = try? container.decode(Int64.self) {
      self = .integer(number)
    } else if let number = try? container.decode(Double.self) {
      self = .real(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .integer(let number): try container.encode(number)
    case .real(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    }
  }

  var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let number): number.databaseValue
    case .real(let number): number.databaseValue
    case .text(let text): text.databaseValue
    }
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }
}
