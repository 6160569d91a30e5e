import Drivers
import FoundationEssentials
import Kernel

/// Carries a demo forward to a moment: the objects that had arrived by then go into the lake, the days that had ended by then into the shop.
///
/// Repeating it changes nothing. What was delivered once is not delivered again, even if a purge has taken it from the lake since.
struct Deliverer {
  struct Summary: Equatable, Sendable {
    var objects = 0
    var days = 0
  }

  let folder: DemoFolder
  /// The lake's root, absolute.
  let lake: String
  let until: Instant

  func run(dsn: Redacted<String>?) async throws -> Summary {
    guard try folder.settings() != nil else {
      throw Failure(3901, "\(folder.path) holds no complete demo", hint: "make one with `nightshift-demo generate --out \(folder.path)`")
    }
    var summary = Summary()
    summary.objects = try deliverObjects()
    if let dsn { summary.days = try await applyDays(dsn) }
    return summary
  }

  private func deliverObjects() throws -> Int {
    var delivered = try deliveries()
    // A lake that is gone starts anew.
    let since = Files.isDirectory(lake) ? delivered[lake] : nil
    try Files.makeDirectory(lake)
    var count = 0
    var made: Set<String> = []
    for object in try Files.list(folder.spool) where object.modified < until {
      if let since, object.modified < since { continue }
      let target = "\(lake)/\(object.path)"
      if Files.exists(target) { continue }
      let directory = Files.directory(of: target)
      if made.insert(directory).inserted { try OutputFile.makeFolder(directory) }
      try link(object, to: target)
      count += 1
    }
    delivered[lake] = max(until, since ?? until)
    try Files.write(Array(try SortedJSON.encode(delivered.mapValues(\.description), .page).utf8), to: folder.deliveries)
    return count
  }

  private func link(_ object: Files.Entry, to target: String) throws {
    let source = "\(folder.spool)/\(object.path)"
    try Files.link(source, to: target)
    if Files.entry(target)?.modified == object.modified { return }
    // The lake is on another file system: a copy, which has the time of now.
    let file = try OutputFile(path: target)
    try file.write(try Files.read(source))
    try file.close(modified: object.modified)
  }

  /// Up to when each lake has received its objects.
  private func deliveries() throws -> [String: Instant] {
    guard Files.exists(folder.deliveries) else { return [:] }
    let texts = try JSONDecoder().decode([String: String].self, from: Data(try Files.read(folder.deliveries)))
    return texts.compactMapValues { Instant($0) }
  }

  private func applyDays(_ dsn: Redacted<String>) async throws -> Int {
    let shop = try await PostgresConnection.open(dsn: dsn)
    do {
      let count = try await applyDays(shop)
      await shop.close()
      return count
    } catch {
      await shop.close()
      throw error
    }
  }

  private func applyDays(_ shop: PostgresConnection) async throws -> Int {
    if try await shop.query("SELECT to_regclass('public.demo_delivery')").value == nil {
      try await shop.execute(try Files.readText("\(folder.shop)/schema.sql"))
    }
    let applied = Set(try await shop.query("SELECT date::text FROM demo_delivery").rows.compactMap { $0.first ?? nil })
    var count = 0
    for file in try Files.list(folder.shop) {
      guard let date = LogicalDate(file.path.dropLast(4)), date.interval.end <= until, !applied.contains(date.description) else { continue }
      try await shop.execute(try Files.readText("\(folder.shop)/\(file.path)"))
      count += 1
    }
    return count
  }
}
