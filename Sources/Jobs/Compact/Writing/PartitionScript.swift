import Catalog
import Engines

/// The SQL that turns the clean lines of one date into its Parquet file and tells where the rows went.
struct PartitionScript {
  struct Count: Decodable, Hashable {
    /// `rows`, `late`, `email`, `phone`.
    let what: String
    /// A class of lateness, an event type.
    let of: String
    let path: String
    let rows: Int
  }

  /// Absolute paths.
  let lines: String
  let parquet: String
  let content: CleanEvents.Result

  /// Of equal ids the earliest stays; key and ordinal make the order total. The file is written by one thread: its row groups, and so its bytes,
  /// must not depend on how many there are.
  var setup: String {
    """
    CREATE TEMP TABLE kept AS SELECT * FROM \(reading)
      QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY occurred, arrived, source_object, ordinal) = 1;
    SET threads = 1;
    COPY (SELECT event_id, event_type, aggregate_id, make_timestamp(occurred) AS occurred_at, make_timestamp(arrived) AS arrived_at, source_object\(payload)
      FROM kept ORDER BY occurred, event_id)
      TO \(DuckDB.literal(parquet)) (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)
    """
  }

  var counts: String {
    """
    SELECT 'rows' AS what, '' AS of, '' AS path, count(*) AS rows FROM kept
    UNION ALL SELECT 'late', late, '', count(*) FROM kept WHERE late <> '' GROUP BY late
    UNION ALL SELECT 'email', '', '', count(*) FROM kept WHERE len(email) > 0
    UNION ALL SELECT 'phone', '', '', count(*) FROM kept WHERE len(phone) > 0
    UNION ALL SELECT 'email', event_type, p, count(*) FROM (SELECT event_type, unnest(list_distinct(email)) AS p FROM kept) GROUP BY event_type, p
    UNION ALL SELECT 'phone', event_type, p, count(*) FROM (SELECT event_type, unnest(list_distinct(phone)) AS p FROM kept) GROUP BY event_type, p
    ORDER BY ALL
    """
  }

  private var fields: [(name: String, type: String)] {
    content.schema.sortedFields.map { ($0.key, ColumnSQL.type($0.value.type)) }
  }

  private var reading: String {
    var columns = [
      ("event_id", "VARCHAR"), ("event_type", "VARCHAR"), ("aggregate_id", "VARCHAR"), ("occurred", "BIGINT"), ("arrived", "BIGINT"),
      ("ordinal", "BIGINT"), ("source_object", "VARCHAR"), ("late", "VARCHAR"), ("email", "VARCHAR[]"), ("phone", "VARCHAR[]"),
    ]
    let fields = fields
    if !fields.isEmpty {
      columns.append(("r", "STRUCT(\(fields.map { "\(DuckDB.identifier($0.name)) \($0.type)" }.joined(separator: ", ")))"))
    }
    let list = columns.map { "\($0.0): \(DuckDB.literal($0.1))" }.joined(separator: ", ")
    let largest = max(16 << 20, content.longest + 1024)
    return
      "read_json(\(DuckDB.literal(lines)), format = 'newline_delimited', columns = {\(list)}, maximum_object_size = \(largest), compression = 'uncompressed')"
  }

  private var payload: String {
    fields.map { ", r.\(DuckDB.identifier($0.name)) AS \(DuckDB.identifier($0.name))" }.joined()
  }
}
