import Kernel

/// `connections:` — the places that jobs work with.
enum ConnectionSection {
  enum Kind: String, CaseIterable { case local, postgres, duckdb }

  /// The keys of each kind beside `kind` itself.
  static func keys(_ kind: Kind) -> [KeySchema] {
    switch kind {
    case .local:
      [KeySchema("path", .string, "The lake's root folder; a relative one begins at the current folder", required: true)]
    case .postgres:
      [
        KeySchema("dsn", .string, "A libpq connection string; its password comes from the environment: ${env:SHOP_DSN}", required: true),
        KeySchema("naive_times_are", .string, "The zone of timestamps without one, an IANA name or +08:00", default: "UTC"),
      ]
    case .duckdb:
      [
        KeySchema("memory", .size, "How much memory DuckDB may use", default: "2GiB"),
        KeySchema("threads", .integer, "How many threads DuckDB may use", default: "2"),
      ]
    }
  }

  static func read(_ fields: inout Fields, interpolation: Interpolation, world: World) -> [Connection] {
    let before = fields.diagnostics.count
    let connections = fields.map("connections", each: "connection") { name, fields in
      connection(name, &fields, interpolation, world)
    }
    // A connection with problems may be the one that is missed here.
    if fields.diagnostics.count == before, let problem = lakeProblem(connections, at: fields.location(of: "connections")) {
      fields.report(problem)
    }
    return connections
  }

  private static func connection(_ name: String, _ fields: inout Fields, _ interpolation: Interpolation, _ world: World) -> Connection {
    if let problem = NameRule.check(word: name, "the connection", at: fields.location) { fields.report(problem) }
    guard fields.required("kind", Kind.local.rawValue) != nil, let kind: Kind = fields.choice("kind") else {
      // Without its kind nobody knows which keys belong to it.
      fields.acceptAll()
      return Connection(name: name, kind: .local(path: world.currentDirectory))
    }
    func text(_ key: String) -> String? {
      guard let text = fields.string(key) else { return nil }
      interpolation.check(text, at: fields.location(of: key), scope: .connections).forEach { fields.report($0) }
      return interpolation.resolved(text)
    }
    switch kind {
    case .local:
      _ = fields.required("path", "data/lake")
      return Connection(name: name, kind: .local(path: world.absolute(trimmed(text("path") ?? "."))))
    case .postgres:
      if let value = fields.required("dsn", "\"${env:SHOP_DSN}\""), case .scalar(let written, _) = value.content,
        SecretText.holdsPassword(written)
      {
        fields.report(
          Diagnostic(
            1046, "the password of connection '\(name)' is written in the file", at: value.location,
            hint: "keep it in the environment: dsn: \"${env:SHOP_DSN}\", or in ~/.pgpass"))
      }
      let dsn = text("dsn") ?? ""
      let zone = text("naive_times_are")
      if let zone { ZoneName.check(zone, at: fields.location(of: "naive_times_are")).map { fields.report($0) } }
      return Connection(name: name, kind: .postgres(dsn: Redacted(dsn), naiveTimesAre: zone))
    case .duckdb:
      return Connection(
        name: name, kind: .duckdb(memory: fields.bytes("memory") ?? 2 << 30, threads: fields.integer("threads", in: 1...256) ?? 2))
    }
  }

  /// The lake is the one local connection: whatever is read and written stands in it.
  private static func lakeProblem(_ connections: [Connection], at location: SourceLocation) -> Diagnostic? {
    let lakes = connections.filter { if case .local = $0.kind { true } else { false } }.map(\.name)
    if lakes.count == 1 { return nil }
    let message =
      lakes.isEmpty
      ? "the pipeline has no lake: a connection of the kind local"
      : "the pipeline has \(lakes.count) lakes: \(lakes.joined(separator: ", "))"
    return Diagnostic(1034, message, at: location, hint: "declare one: connections: { lake: { kind: local, path: data/lake } }")
  }

  /// Without slashes at its end; the root stays.
  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    return path.isEmpty ? "." : String(path)
  }
}
