import Kernel
import Scoring

/// One check file: a dataset, what it matters, and its checks.
struct DatasetChecks: Sendable {
  /// What a partition of the table holds.
  enum Content: String, CaseIterable, Sendable {
    /// The whole table as it was on the date.
    case whole
    /// The rows that belong to the date or changed on it.
    case changes
  }

  let table: TableName
  let tier: Tier
  let owner: String?
  /// The columns that name a row to a person: what lists of failing rows hold, and nothing else.
  let key: [String]
  let content: Content
  let checks: [Check]
  /// The file's name, for settings and messages.
  let file: String
  /// Flat key paths to values, as the fingerprint sees the file.
  let settings: [String: String]
}
