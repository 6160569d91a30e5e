import Kernel

/// `sources:` — tables that somebody else writes.
enum SourceSection {
  enum Format: String, CaseIterable { case jsonGzip = "json.gz" }

  static let keys = [
    KeySchema("path", .string, "Folder below the lake's root", required: true),
    KeySchema("layout", .string, "The partition keys of its folders, outermost first", required: true),
    KeySchema("format", .choice(Format.allCases.map(\.rawValue)), "How its objects are written", required: true),
    KeySchema("event", .mapping(eventKeys), "Where an event keeps its id, its type and its time", required: true),
  ]
  static let eventKeys = [
    KeySchema("id", .string, "The field that is the same for two copies of one event", required: true),
    KeySchema("type", .string, "The field with the event's type", required: true),
    KeySchema("time", .string, "The field with the moment it happened", required: true),
    KeySchema("naive_times_are", .string, "The zone of times without one, an IANA name or +08:00", default: "UTC"),
  ]

  static func read(_ fields: inout Fields, interpolation: Interpolation) -> [Source] {
    fields.map("sources", each: "source") { name, fields in
      if let problem = NameRule.check(table: name, at: fields.location) { fields.report(problem) }
      let path = path(&fields, interpolation)
      let layout = layout(&fields)
      let format: Format? = fields.required("format", Format.jsonGzip.rawValue) == nil ? nil : fields.choice("format")
      _ = fields.required("event", "{ id: eventId, type: eventType, time: occurredOn }")
      let event = fields.nested("event") { event in
        let keys = Source.EventKeys(
          id: event.requiredString("id", example: "eventId"), type: event.requiredString("type", example: "eventType"),
          time: event.requiredString("time", example: "occurredOn"), naiveTimesAre: event.string("naive_times_are"))
        if let zone = keys.naiveTimesAre { ZoneName.check(zone, at: event.location(of: "naive_times_are")).map { event.report($0) } }
        return keys
      }
      return Source(
        table: TableName(name), path: path, layout: layout, format: (format ?? .jsonGzip).rawValue,
        event: event ?? Source.EventKeys(id: "", type: "", time: ""))
    }
  }

  private static func path(_ fields: inout Fields, _ interpolation: Interpolation) -> String {
    let written = fields.requiredString("path", example: "domain-events/")
    let location = fields.location(of: "path")
    interpolation.check(written, at: location, scope: .sources).forEach { fields.report($0) }
    let path = interpolation.resolved(written)
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast(path.hasSuffix("/") ? 1 : 0)
    if fields.has("path"), path.hasPrefix("/") || parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) {
      fields.report(
        Diagnostic(
          1037, "'\(path)' is no folder below the lake's root", at: location,
          hint: "write it without a slash in front, without . and ..: domain-events/"))
    }
    return path.isEmpty || path.hasSuffix("/") ? path : path + "/"
  }

  private static func layout(_ fields: inout Fields) -> [String] {
    let written = fields.requiredString("layout", example: "year=/month=/day=/hour=")
    let parts = written.split(separator: "/", omittingEmptySubsequences: false).dropLast(written.hasSuffix("/") ? 1 : 0).map(String.init)
    let keys = parts.map { String($0.dropLast()) }
    if !written.isEmpty, !parts.allSatisfy({ $0.hasSuffix("=") }) || !keys.allSatisfy(NameRule.isWord) || Set(keys).count != keys.count {
      fields.report(
        Diagnostic(
          1036, "'\(written)' is no layout of partition folders", at: fields.location(of: "layout"),
          hint: "write each key once with its '=': year=/month=/day=/hour="))
    }
    return keys
  }
}
