import Kernel

/// A literal of PostgreSQL.
enum SQLValue {
  case null
  case int(Int)
  case bool(Bool)
  case text(String)
  /// Whole dollars as numeric(_, 2).
  case amount(Int)
  case date(LogicalDate)
  /// `timestamp` without zone: the wall time of Taipei, as the application writes it.
  case time(Instant)

  static func optional(_ text: String?) -> SQLValue { text.map(SQLValue.text) ?? .null }

  func write(to out: inout [UInt8]) {
    switch self {
    case .null: out += "NULL".utf8
    case .int(let value): out += String(value).utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .amount(let value): out += "\(value).00".utf8
    case .date(let value): out += "'\(value)'".utf8
    case .time(let value): out += "'\(TaipeiTime(value).sql)'".utf8
    case .text(let value):
      out.append(UInt8(ascii: "'"))
      for byte in value.utf8 {
        if byte == UInt8(ascii: "'") { out.append(byte) }
        out.append(byte)
      }
      out.append(UInt8(ascii: "'"))
    }
  }
}
