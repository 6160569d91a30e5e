import Engines
import Kernel
import Scoring

/// All scanned checks of one dataset, compiled to one statement over its partition.
///
/// A statement that DuckDB refuses, or that stumbles over the data, is halved and tried again, so that one bad check costs one `error`.
struct DatasetScan {
  /// A finding and, where rows are to blame, the SELECT of their keys with what must run before it.
  struct Answer {
    var finding: Finding
    var failing: (sql: String, setup: String)?
  }

  let engine: DuckDB
  /// `this` as SQL; nil when the partition has no rows.
  let rows: String?
  let scans: [Scan]

  /// One answer or failure for each scan, in order.
  /// - Throws: what is not the fault of a check: no memory, an unreadable file, a missing engine.
  func answers() async throws -> [Result<Answer, Failure>] {
    guard let rows else {
      return try scans.map { .success(Answer(finding: try $0.measure([Int?](repeating: 0, count: $0.aggregates.count)))) }
    }
    let values = try await measure(scans.indices, rows)
    return try zip(scans, values).map { scan, value in
      switch value {
      case .failure(let failure): return .failure(failure)
      case .success(let numbers):
        return .success(Answer(finding: try scan.measure(numbers), failing: scan.failing.map { ($0, Self.setup([scan], rows)) }))
      }
    }
  }

  private func measure(_ range: Range<Int>, _ rows: String) async throws -> [Result<[Int?], Failure>] {
    let part = scans[range]
    guard part.contains(where: { !$0.aggregates.isEmpty }) else { return part.map { _ in .success([]) } }
    do {
      let answer = try await engine.query(Self.statement(part), as: Numbers.self, setup: Self.setup(part, rows))
      guard var numbers = answer.first?.n[...] else { throw Failure(4007, "DuckDB gave no row for an aggregate") }
      return part.map { scan in
        defer { numbers = numbers.dropFirst(scan.aggregates.count) }
        return .success(Array(numbers.prefix(scan.aggregates.count)))
      }
    } catch let failure as Failure where failure.code == 4002 || failure.code == 4003 {
      guard range.count > 1 else { return [.failure(failure)] }
      let middle = range.lowerBound + range.count / 2
      return try await measure(range.lowerBound..<middle, rows) + measure(middle..<range.upperBound, rows)
    }
  }

  private struct Numbers: Decodable { var n: [Int?] }

  private static func statement(_ scans: some Sequence<Scan>) -> String {
    let columns = scans.flatMap(\.columns).map { ", \($0.expression) AS \(DuckDB.identifier($0.name))" }.joined()
    return
      "SELECT CAST([\(scans.flatMap(\.aggregates).joined(separator: ", "))] AS BIGINT[]) AS n FROM (SELECT *\(columns) FROM this) AS scanned"
  }

  private static func setup(_ scans: some Sequence<Scan>, _ rows: String) -> String {
    var done: Set<String> = []
    let own = scans.flatMap(\.setup).filter { done.insert($0).inserted }
    return (["CREATE VIEW this AS SELECT * FROM \(rows)"] + own).joined(separator: ";\n")
  }
}
