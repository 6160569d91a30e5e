import Drivers
import Kernel
import Pipeline

extension TableExtract {
  private enum ModeName: String, CaseIterable { case full, incremental, follow }
  private enum NullCursor: String, CaseIterable { case fail, include }

  /// Reads the keys of one table.
  init(_ name: String, _ fields: inout Fields) {
    self.name = name
    schema = fields.string("schema") ?? "public"
    let mode = fields.choice("mode", ModeName.self)
    if !fields.has("mode") { _ = fields.required("mode", "full") }
    key = fields.strings("key")
    if key.isEmpty { _ = fields.required("key", "id") }
    masks = Self.masks(&fields)
    allowed = Set(fields.strings("allow"))

    let cursor = fields.string("cursor"), lag = fields.span("lag"), nullCursor = fields.choice("null_cursor", NullCursor.self)
    let parent = fields.string("parent"), on = fields.string("on")
    self.mode =
      switch mode ?? .full {
      case .full: .full
      case .incremental: .incremental(cursor: cursor ?? "", lag: lag ?? Span(microseconds: 0), includesNullCursors: nullCursor == .include)
      case .follow: .follow(parent: parent ?? "", column: on ?? "")
      }
    if let mode { Self.check(mode, of: name, &fields) }
    checkNames(&fields)
  }

  /// Reports keys that the mode lacks, and those that mean nothing to it.
  private static func check(_ mode: ModeName, of name: String, _ fields: inout Fields) {
    let wanted: [ModeName: [(key: String, example: String)]] = [
      .incremental: [("cursor", "updated_at")], .follow: [("parent", "orders"), ("on", "order_id")],
    ]
    for (key, example) in wanted[mode] ?? [] where !fields.has(key) { _ = fields.required(key, example) }
    let owners: [(key: String, mode: ModeName)] = [
      ("cursor", .incremental), ("lag", .incremental), ("null_cursor", .incremental), ("parent", .follow), ("on", .follow),
    ]
    for (key, owner) in owners where owner != mode && fields.has(key) {
      fields.report(
        Diagnostic(
          6302, "'\(key)' of table '\(name)' means nothing with `mode: \(mode.rawValue)`", at: fields.location(of: key),
          hint: "remove it, or write `mode: \(owner.rawValue)`"))
    }
  }

  private static func masks(_ fields: inout Fields) -> [String: Mask] {
    var masks: [String: Mask] = [:]
    for (column, method, location) in fields.stringMap("mask") {
      if let mask = Mask(rawValue: method) {
        masks[column] = mask
      } else {
        let words = Mask.allCases.map(\.rawValue)
        fields.report(
          Diagnostic(
            6303, "there is no mask '\(method)' for column '\(column)'", at: location,
            hint: Suggestion.nearest(to: method, in: words).map { "did you mean '\($0)'?" } ?? "masks: \(words.joined(separator: ", "))"))
      }
    }
    return masks
  }

  /// The names become identifiers of a statement, and the table's becomes a folder.
  private func checkNames(_ fields: inout Fields) {
    for (name, place) in [(name, nil), (schema, "schema")] + key.map({ ($0, "key") }) {
      do { _ = try PostgresIdentifier(name) } catch {
        fields.report(Diagnostic(error.code, error.message, at: place.map { fields.location(of: $0) } ?? fields.location, hint: error.hint))
      }
    }
    if name.unicodeScalars.contains(where: { $0 == "/" || $0.properties.generalCategory == .control }) {
      fields.report(
        Diagnostic(
          6302, "the table name '\(name)' cannot name a folder of the lake", at: fields.location, hint: "extract a view of another name"))
    }
    for column in key {
      guard let mask = masks[column], !mask.keepsIdentity else { continue }
      fields.report(
        Diagnostic(
          6302, "the key '\(column)' of table '\(name)' cannot be masked with '\(mask.rawValue)': rows would no longer be told apart",
          at: fields.location(of: "mask"), hint: "`\(column): hmac` keeps it unique"))
    }
  }
}
