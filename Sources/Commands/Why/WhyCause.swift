import Kernel

/// One link of the chain that led to a run: what it is, and what it came from.
struct WhyCause: Encodable {
  enum Kind: String, Encodable, CaseIterable {
    /// A table or another thing that is read had another version.
    case input
    /// A setting of the job had another value.
    case setting
    /// A raw object that had arrived.
    case object
    /// A job that had run before.
    case job
    /// An attempt that had not succeeded.
    case attempt
    /// What a person had said.
    case mark
  }

  let kind: Kind
  /// A table, a key path, an object's key, a job, a code, an act.
  let name: String
  let old: String?
  let new: String?
  let date: LogicalDate?
  let run: Int?
  let at: String?
  /// In words, where there is more to say.
  let text: String?
  let because: [WhyCause]

  init(
    _ kind: Kind, _ name: String, old: String? = nil, new: String? = nil, date: LogicalDate? = nil, run: Int? = nil, at: Instant? = nil,
    text: String? = nil, because: [WhyCause] = []
  ) {
    self.kind = kind
    self.name = name
    self.old = old
    self.new = new
    self.date = date
    self.run = run
    self.at = at?.description
    self.text = text
    self.because = because
  }

  static let shape = Shape.object([
    .must("kind", .words(Kind.self), "What it is"), .must("name", .text, "A table, a key path, an object's key, a job, a code, an act"),
    .may("old", .text, "The version or value before; not there when there was none"),
    .may("new", .text, "The version or value since; not there when it is gone"), .may("date", .date, "The logical date it belongs to"),
    .may("run", .integer, "The run's number"), .may("at", .instant, "When"), .may("text", .text, "In words"),
    .must("because", .list(.named("cause")), "What it came from"),
  ])
}
