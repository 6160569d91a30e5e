import Drivers
import JobKit
import Kernel
import Lake
import Pipeline

/// A declared source of events with its zone's rules loaded.
struct EventSource: Sendable {
  let declaration: Source
  let zone: ZoneRules

  /// - Throws: `NS3301`, `NS3302` for the zone of naive times.
  init(_ declaration: Source) throws(Failure) {
    self.declaration = declaration
    zone = try ZoneRules.load(declaration.event.naiveTimesAre ?? "UTC")
  }

  var table: TableName { declaration.table }

  /// The start of the hour (or day) in which the object was delivered, by its folder; nil when its folders are not the declared layout.
  static func arrival(of key: String, in source: Source) -> Instant? {
    guard key.hasPrefix(source.path) else { return nil }
    return HivePath.time(String(key.dropFirst(source.path.count)), layout: source.layout)
  }

  /// The folder of an object below the source's own.
  static func folder(of key: String, in source: Source) -> String { Files.directory(of: String(key.dropFirst(source.path.count))) }

  /// What of the declaration changes what a job does, for its fingerprint.
  static func settings(_ source: Source?) -> [String: String] {
    guard let source else { return [:] }
    let event = source.event
    return [
      "source.path": source.path, "source.layout": source.layout.joined(separator: "/"), "source.format": source.format,
      "source.event": "\(event.id) \(event.type) \(event.time) \(event.naiveTimesAre ?? "UTC")",
    ]
  }

  /// Reads `reads:` of a job over events; every problem is collected.
  static func read(_ fields: inout Fields, _ scope: JobScope) -> (table: TableName, source: Source?) {
    let table = TableName(fields.requiredString("reads", example: "raw.domain_events"))
    guard let source = scope.document.source(table) else {
      if !table.rawValue.isEmpty {
        let known = scope.document.sources.map(\.table.rawValue).sorted().joined(separator: ", ")
        fields.report(
          Diagnostic(
            6105, "'\(table)' is not among the sources of this file", at: fields.location(of: "reads"),
            hint: known.isEmpty ? "declare it under `sources`" : "sources: \(known)"))
      }
      return (table, nil)
    }
    let words = source.layout
    if source.format != "json.gz" || !(words.contains("date") || ["year", "month", "day"].allSatisfy(words.contains)) {
      fields.report(
        Diagnostic(
          6106, "the source '\(table)' cannot be read as events by arrival: its format must be json.gz and its layout must name a day",
          at: fields.location(of: "reads"), hint: "for example `layout: year=/month=/day=/hour=` and `format: json.gz`"))
    }
    return (table, source)
  }
}
