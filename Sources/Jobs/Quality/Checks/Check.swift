import Kernel
import Scoring

/// One check of a dataset, as its file declares it.
struct Check: Sendable {
  struct Mute: Sendable {
    let until: LogicalDate
    let reason: String
  }

  let rule: any CheckRule
  let name: String
  let title: String
  let severity: Severity
  let limits: Limits
  /// An SQL condition on the rows it looks at.
  let condition: String?
  let owner: String?
  let why: String?
  let fix: String?
  let mute: Mute?
  let settings: Fingerprint

  var dimension: Dimension { type(of: rule).dimension }
}
