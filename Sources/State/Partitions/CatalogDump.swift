import GRDB
import Kernel

extension StateReader {
  /// Every row of the catalog and of the results as text, one a line, sorted; no run numbers and no times of work, so that two lakes that hold the
  /// same were described the same.
  public func catalogDump() throws -> String {
    let queries = [
      "cell": """
      SELECT c.job, c.date, c.state, ifnull(s.text, '{}') AS settings, ifnull(i.text, '{}') AS inputs, c.counts FROM cell c
      LEFT JOIN document s ON s.id = c.settings LEFT JOIN document i ON i.id = c.inputs ORDER BY 1, 2
      """,
      "check_result": "SELECT * FROM check_result ORDER BY 1, 2, 3, 4",
      "edge_count": "SELECT * FROM edge_count ORDER BY 1, 2, 3, 4, 5",
      "object": "SELECT * FROM object ORDER BY 1, 2",
      "object_date": "SELECT * FROM object_date ORDER BY 1, 2, 3",
      "object_reject": "SELECT * FROM object_reject ORDER BY 1, 2, 3",
      "partition": "SELECT * FROM partition ORDER BY 1, 2",
      "schema_version": "SELECT * FROM schema_version ORDER BY 1, 2",
      "score": "SELECT * FROM score ORDER BY 1, 2, 3",
      "trash": "SELECT * FROM trash ORDER BY 1, 2, 3",
      "watermark": "SELECT * FROM watermark ORDER BY 1, 2, 3",
    ]
    var text = ""
    for (name, query) in queries.sorted(by: { $0.key < $1.key }) {
      for row in try Row.fetchAll(database, sql: query) {
        text +=
          name + "\t" + row.map { "\($0)=\($1.storage.value.map { "\($0)".escapedControls } ?? "NULL")" }.joined(separator: "\t") + "\n"
      }
    }
    return text
  }
}
