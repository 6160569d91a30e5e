import Kernel

/// Rows for one table as `INSERT … ON CONFLICT … DO UPDATE` statements of at most 500 rows.
struct Upsert {
  private static let rowsPerStatement = 500

  let table: String
  let columns: [String]
  let key: String
  /// Columns that may change after the row was made; none means that a row never does.
  let changing: [String]

  func write(_ rows: some Sequence<[SQLValue]>, to emit: ([UInt8]) throws -> Void) throws {
    var count = 0
    for row in rows {
      var text: [UInt8] = []
      let isFirst = count % Self.rowsPerStatement == 0
      if isFirst, count > 0 { try emit(Array(ending.utf8)) }
      text += (isFirst ? "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES\n(" : ",\n(").utf8
      for (index, value) in row.enumerated() {
        if index > 0 { text += ", ".utf8 }
        value.write(to: &text)
      }
      text += ")".utf8
      try emit(text)
      count += 1
    }
    if count > 0 { try emit(Array(ending.utf8)) }
  }

  private var ending: String {
    let updates = changing.map { "\($0) = EXCLUDED.\($0)" }.joined(separator: ", ")
    return changing.isEmpty ? ";\n" : "\nON CONFLICT (\(key)) DO UPDATE SET \(updates);\n"
  }
}
