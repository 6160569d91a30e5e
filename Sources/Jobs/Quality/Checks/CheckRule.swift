import Pipeline
import Scoring

/// What a check looks for. A rule is one file and one line in `RuleList`; its word is the key that begins a check in a check file.
protocol CheckRule: Sendable {
  /// The key in the check file, and the last part of the check's name.
  static var word: String { get }
  static var dimension: Dimension { get }
  static var limitKind: LimitKind { get }
  /// Reads its own keys; `word` is there. A problem is reported with its place and leaves a usable default behind.
  init(_ fields: inout Fields)
  /// What the check is about, the first part of its name: a column.
  var subject: String { get }
  /// The rule in words: `event_id is present`.
  var title: String { get }
  /// All its settings in one text, for the fingerprint.
  var definition: String { get }
  /// Further tables whose files it reads.
  var tables: [String] { get }
  /// Another table whose recorded counts or schema it reads.
  var countedTable: String? { get }
}

extension CheckRule {
  var definition: String { title }
  static var limitKind: LimitKind { .share }
  var tables: [String] { [] }
  var countedTable: String? { nil }
}

/// What `warn` and `fail` mean for a rule.
enum LimitKind: Sendable {
  /// Shares of the rows.
  case share
  /// Lengths of time.
  case span
  /// The rule has no limits of the user's.
  case none
}
