/// Lines that can be taken away again: what wraps or scrolls out of a terminal cannot.
enum Screenful {
  /// The lines cut to the width; where they are too many, the first of them, how many are left out, and the last.
  /// - Parameter columns: nil where they are not known, as `rows`.
  static func fit(_ lines: [String], columns: Int?, rows: Int?) -> [String] {
    var lines = lines
    // One row is the cursor's.
    if let rows = rows.map({ max($0 - 1, 3) }), lines.count > rows {
      let first = lines.prefix(rows - 2)
      lines = first + ["… \(lines.count - rows + 1) more", lines[lines.count - 1]]
    }
    guard let columns else { return lines }
    return lines.map { TextTable.width($0) < columns ? $0 : $0.prefix(max(columns - 2, 1)) + "…" }
  }
}
