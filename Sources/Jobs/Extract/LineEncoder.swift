import Drivers
import Kernel

/// Turns rows of COPY's text format into lines of JSON, columns in the table's order.
///
/// COPY's escapes (PostgreSQL's manual, "COPY", Text Format) and JSON's are nearly the same, so a value is copied in runs, never decoded into
/// a `String`. A row without a key of its own (NULL, or the key of the row before it) is counted, not judged.
final class LineEncoder {
  private static let tab = UInt8(ascii: "\t"), newline = UInt8(ascii: "\n"), backslash = UInt8(ascii: "\\"), quote = UInt8(ascii: "\"")
  /// Bytes that end a run: they divide fields, are escaped by COPY, or must be by JSON.
  private static let special: [Bool] = (0...255).map { $0 < 0x20 || $0 == 0x22 || $0 == 0x5c }

  private let encodings: [ColumnPlan.Encoding]
  /// `{"id":`, `,"status":`.
  private let labels: [[UInt8]]
  private let isKey: [Bool]
  private let maskingKey: MaskingKey?
  private let zone: ZoneRules
  private var key: [UInt8] = [], previousKey: [UInt8] = []
  private var scratch: [UInt8] = []

  let lines = LineBuffer()
  private(set) var rows = 0
  private(set) var rowsWithoutOwnKey = 0

  init(_ select: TableSelect, maskingKey: MaskingKey?, zone: ZoneRules) {
    encodings = select.columns.map(\.encoding)
    labels = select.columns.enumerated().map { index, column in Array("\(index == 0 ? "{" : ",")\(Self.literal(column.name)):".utf8) }
    isKey = select.columns.indices.map(select.keyPositions.contains)
    self.maskingKey = maskingKey
    self.zone = zone
  }

  /// Appends the batch's lines to `lines`.
  func encode(_ batch: CopyBatch) {
    batch.bytes.withUnsafeBytes { bytes in
      var start = 0
      for end in batch.rowEnds {
        encodeRow(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        start = end
      }
    }
    rows += batch.rowCount
  }

  private func encodeRow(_ row: UnsafeRawBufferPointer) {
    key.removeAll(keepingCapacity: true)
    var hasNullKey = false
    var place = 0
    for column in encodings.indices {
      lines.append(labels[column])
      var end = place
      while end < row.count, row[end] != Self.tab, row[end] != Self.newline { end += 1 }
      let field = UnsafeRawBufferPointer(rebasing: row[place..<end])
      let isNull = field.count == 2 && field[0] == Self.backslash && field[1] == UInt8(ascii: "N")
      if isNull { lines.append("null") } else { encode(field, encodings[column]) }
      if isKey[column] {
        hasNullKey = hasNullKey || isNull
        key.append(contentsOf: field)
        key.append(Self.tab)
      }
      place = end + 1
    }
    lines.append(encodings.isEmpty ? "{}\n" : "}\n")
    if hasNullKey || (key == previousKey && !key.isEmpty) { rowsWithoutOwnKey += 1 }
    swap(&key, &previousKey)
  }

  private func encode(_ field: UnsafeRawBufferPointer, _ encoding: ColumnPlan.Encoding) {
    switch encoding {
    case .text: string(field)
    case .number: number(field)
    case .decimal: Self.significantDigits(field) > 15 ? string(field) : number(field)
    case .bool: lines.append(field.first == UInt8(ascii: "t") ? "true" : "false")
    case .json: json(field)
    case .timestamp, .timestamptz, .zonedTimestamp: timestamp(field, encoding)
    case .token: token(field)
    }
  }

  private func string(_ field: UnsafeRawBufferPointer) {
    lines.append(Self.quote)
    runs(field) { byte in
      switch byte {
      case Self.quote, Self.backslash:
        lines.append(Self.backslash)
        lines.append(byte)
      case 8: lines.append("\\b")
      case 9: lines.append("\\t")
      case 10: lines.append("\\n")
      case 12: lines.append("\\f")
      case 13: lines.append("\\r")
      default:
        lines.append("\\u00")
        let pair = Hexadecimal.digits(byte)
        lines.append(pair.high)
        lines.append(pair.low)
      }
    }
    lines.append(Self.quote)
  }

  /// A control character can only stand between JSON's tokens, where a space means the same and keeps the line one line.
  private func json(_ field: UnsafeRawBufferPointer) {
    runs(field) { lines.append($0 < 0x20 ? 0x20 : $0) }
  }

  private func number(_ field: UnsafeRawBufferPointer) {
    // NaN, Infinity and -Infinity are no JSON numbers.
    let isWord = field.contains { $0 == UInt8(ascii: "N") || $0 == UInt8(ascii: "I") }
    if isWord { string(field) } else { lines.append(field) }
  }

  /// Digits from the first that is not zero. A double holds any 15 of them (C's DBL_DIG).
  private static func significantDigits(_ field: UnsafeRawBufferPointer) -> Int {
    guard field.count > 15 else { return 0 }
    var count = 0
    for byte in field where byte > 0x30 && byte <= 0x39 || byte == 0x30 && count > 0 { count += 1 }
    return count
  }

  private func token(_ field: UnsafeRawBufferPointer) {
    scratch.removeAll(keepingCapacity: true)
    var place = 0
    while place < field.count {
      let byte = field[place]
      scratch.append(byte == Self.backslash ? Self.unescaped(field[place + 1]) : byte)
      place += byte == Self.backslash ? 2 : 1
    }
    lines.append(Self.quote)
    if let maskingKey { lines.append(maskingKey.token(scratch)) }
    lines.append(Self.quote)
  }

  /// What is not a plain time (`infinity`, a year before Christ or past 9999) stays as the server wrote it.
  private func timestamp(_ field: UnsafeRawBufferPointer, _ encoding: ColumnPlan.Encoding) {
    let isUTC = field.count >= 22 && field[field.count - 3] == UInt8(ascii: "+")
    let body = UnsafeRawBufferPointer(rebasing: encoding == .timestamptz && isUTC ? field.dropLast(3) : field[...])
    guard let wall = WallTime(bytes: body.assumingMemoryBound(to: UInt8.self)) else { return string(field) }
    lines.append(Self.quote)
    write(encoding == .zonedTimestamp ? zone.instant(of: wall).microseconds : wall.microseconds)
    lines.append(encoding == .timestamp ? "\"" : "Z\"")
  }

  /// `2026-11-21T10:00:00.5`, the fraction without zeros at its end, as PostgreSQL writes it.
  private func write(_ microseconds: Int) {
    let date = LogicalDate(containing: Instant(microseconds: microseconds))
    let (year, month, day) = date.components
    let clock = microseconds - date.start.microseconds
    let seconds = clock / 1_000_000
    for (number, width, separator) in [
      (year, 4, UInt8(ascii: "-")), (month, 2, UInt8(ascii: "-")), (day, 2, UInt8(ascii: "T")), (seconds / 3600, 2, UInt8(ascii: ":")),
      (seconds / 60 % 60, 2, UInt8(ascii: ":")),
    ] {
      lines.append(number, width: width)
      lines.append(separator)
    }
    lines.append(seconds % 60, width: 2)
    var fraction = clock % 1_000_000, digits = 6
    guard fraction > 0 else { return }
    while fraction % 10 == 0 { (fraction, digits) = (fraction / 10, digits - 1) }
    lines.append(UInt8(ascii: "."))
    lines.append(fraction, width: digits)
  }

  /// Copies what needs no attention in runs and hands over the rest, COPY's escapes resolved.
  private func runs(_ field: UnsafeRawBufferPointer, _ exception: (UInt8) -> Void) {
    var start = 0
    var place = 0
    Self.special.withUnsafeBufferPointer { special in
      while place < field.count {
        let byte = field[place]
        guard special[Int(byte)] else {
          place += 1
          continue
        }
        lines.append(UnsafeRawBufferPointer(rebasing: field[start..<place]))
        exception(byte == Self.backslash ? Self.unescaped(field[place + 1]) : byte)
        place += byte == Self.backslash ? 2 : 1
        start = place
      }
    }
    lines.append(UnsafeRawBufferPointer(rebasing: field[start..<place]))
  }

  private static func unescaped(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "v"): 11
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "r"): 13
    default: byte
    }
  }

  /// A JSON string literal.
  private static func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
