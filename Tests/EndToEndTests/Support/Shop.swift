import Drivers
import Kernel

/// A demo installation: a lake, a shop in a real PostgreSQL, and the nightly pipeline pointed at them.
struct Shop: Sendable {
  let home: String
  let dsn: String
  let lake: String

  init(home: String, dsn: String, lake: String? = nil) {
    self.home = home
    self.dsn = dsn
    self.lake = lake ?? "\(home)/data/genai-demo-demo-data-lake"
  }

  var spool: String { "\(home)/source" }

  static let pipeline = "\(Products.root)/jobs/nightly.yaml"
  static let key = "a masking key for tests, long enough"

  var environment: [String: String] {
    Products.environment([
      "NIGHTSHIFT_ENVIRONMENT": "demo", "SHOP_DSN": dsn, "NIGHTSHIFT_MASK_KEY": Self.key, "NIGHTSHIFT_PIPELINE": Self.pipeline,
    ])
  }

  /// When the night of `date` runs.
  static func due(_ date: LogicalDate) -> Instant { date.interval.end.adding(seconds: 2 * 3600) }

  @discardableResult
  func nightshift(_ arguments: String..., asOf date: LogicalDate) async throws -> Products.Output {
    try await Products.run(Products.nightshift, arguments + ["--as-of", Self.due(date).description], in: home, environment: environment)
  }

  /// Everything that a night makes: lake and reports by path and content, and the catalog.
  func fingerprint() async throws -> [String: String] {
    var result: [String: String] = [:]
    for root in [lake, "\(home)/reports"] {
      for entry in try Files.list(root) {
        result["\(root.dropFirst(home.count))/\(entry.path)"] = try SHA256.of(file: "\(root)/\(entry.path)").hex
      }
    }
    let dump = try await Products.run(Products.nightshift, ["catalog", "dump"], in: home, environment: environment)
    // The reports are outside the lake, so the catalog knows where they are.
    for line in dump.output.split(separator: "\n") { result["catalog " + line.replacing(home, with: "HOME")] = "" }
    return result
  }
}
