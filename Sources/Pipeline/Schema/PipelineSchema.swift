/// The JSON Schema (draft 2020-12) of a pipeline file, for editors. Made from the same descriptions that the readers and the tests use.
public enum PipelineSchema {
  /// The sections, but for what depends on a kind: `connections` and `jobs`.
  static let keys: [KeySchema] = [
    KeySchema("pipeline", .string, "The pipeline's name", required: true),
    KeySchema("description", .string, "For people"),
    KeySchema("owner", .string, "Whom to ask"),
    KeySchema("schedule", .mapping(ScheduleSection.keys), "When a night is due and which dates it owes", required: true),
    DeadlineKey.schema("By when a night ought to be done"),
    PoolSection.schema,
    KeySchema("variables", .map(.string), "Names for texts; the value may come from the environment: ${env:NAME:-default}"),
    KeySchema("sources", .map(.mapping(SourceSection.keys)), "Tables that somebody else writes, by zone.name"),
    KeySchema("defaults", .mapping(JobSection.defaultKeys), "What every job has unless it says otherwise"),
  ]

  /// - Parameter kinds: what each job kind takes beside the keys that every job has; the order does not matter.
  public static func json(kinds: [KindSchema]) -> String {
    let kinds = kinds.sorted { $0.kind < $1.kind }
    let connections = ConnectionSection.Kind.allCases.map {
      KindSchema(kind: $0.rawValue, description: "", keys: ConnectionSection.keys($0))
    }
    var definitions = KeySchema.Kind.definitions
    definitions["word"] = .object(["type": .text("string"), "pattern": .text("^[a-z][a-z0-9_]{0,63}$")])
    for kind in connections { definitions["connection.\(kind.kind)"] = variant(kind, common: []) }
    for kind in kinds { definitions["job.\(kind.kind)"] = variant(kind, common: JobSection.keys.filter { $0.name != "kind" }) }
    definitions["connection"] = choice(connections, prefix: "connection")
    definitions["job"] = choice(kinds, prefix: "job")

    let named: (String, String) -> SchemaNode = { definition, description in
      .object([
        "type": .text("object"), "description": .text(description), "propertyNames": .reference("word"),
        "additionalProperties": .reference(definition),
      ])
    }
    var root = KeySchema.Kind.mapping(keys).node
    root = root.with("$schema", .text("https://json-schema.org/draft/2020-12/schema")).with("title", .text("nightshift pipeline"))
    guard case .object(var members) = root, case .object(var properties)? = members["properties"] else { return root.json() }
    properties["connections"] = named("connection", "The places that jobs work with")
    properties["jobs"] = named("job", "What is done; a job is a key").with("minProperties", .number(1))
    members["properties"] = .object(properties)
    members["required"] = .texts(["jobs", "pipeline", "schedule"])
    members["$defs"] = .object(definitions)
    return SchemaNode.object(members).json()
  }

  /// One kind with everything it takes.
  private static func variant(_ kind: KindSchema, common: [KeySchema]) -> SchemaNode {
    let own = Set(kind.keys.map(\.name))
    let keys =
      [KeySchema("kind", .choice([kind.kind]), kind.description, required: true)] + kind.keys + common.filter { !own.contains($0.name) }
    return KeySchema.Kind.mapping(keys).node.with("description", kind.description.isEmpty ? nil : .text(kind.description))
  }

  /// Decides by `kind`, so that an editor complains about one key and not about every variant.
  private static func choice(_ kinds: [KindSchema], prefix: String) -> SchemaNode {
    .object([
      "type": .text("object"), "required": .texts(["kind"]),
      "properties": .object(["kind": .object(["enum": .texts(kinds.map(\.kind))])]),
      "allOf": .array(
        kinds.map { kind in
          .object([
            "if": .object(["properties": .object(["kind": .object(["const": .text(kind.kind)])]), "required": .texts(["kind"])]),
            "then": .reference("\(prefix).\(kind.kind)"),
          ])
        }),
    ])
  }
}
