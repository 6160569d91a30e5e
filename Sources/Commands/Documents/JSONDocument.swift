import Pipeline

/// What a command prints with `--json`: one shape, with a name and a version, described by `nightshift schema NAME`.
///
/// The shape stands next to the type it describes; a test validates real output against it. A member may be added without a new version;
/// one that is renamed, removed or means something else needs one.
protocol JSONDocument: SendableMetatype {
  static var name: String { get }
  static var version: Int { get }
  /// In a few words, what it tells.
  static var about: String { get }
  /// Beside `schema`, which every document has.
  static var members: [Shape.Member] { get }
  /// Shapes that refer to themselves, by name.
  static var definitions: [String: Shape] { get }
}

extension JSONDocument {
  static var version: Int { 1 }
  static var definitions: [String: Shape] { [:] }

  /// The value of `schema` in every document: `nightshift.status/1`.
  static var schemaName: String { "nightshift.\(name)/\(version)" }

  /// The JSON Schema (draft 2020-12) of the document, always the same bytes.
  static var jsonSchema: String {
    let schema = Shape.Member.must("schema", .constant(schemaName), "What this document is, and the version of its shape")
    let root = Shape.object([schema] + members).node.with("$schema", .text("https://json-schema.org/draft/2020-12/schema"))
      .with("title", .text(schemaName)).with("description", .text(about))
    return (definitions.isEmpty ? root : root.with("$defs", .object(definitions.mapValues(\.node)))).json()
  }
}
