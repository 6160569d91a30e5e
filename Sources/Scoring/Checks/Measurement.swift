/// What a check found, before it is judged.
public enum Measurement: Hashable, Sendable {
  /// Rows that break the rule among those it applies to.
  case rows(failing: Int, evaluated: Int, Limits)
  /// The same, on a random sample of the rows.
  case sample(failing: Int, evaluated: Int, Limits)
  /// A distance from what is wanted, 1 at the warn limit and 2 at the fail limit.
  case distance(Double)
  /// A yes, a no, or something between.
  case verdict(Verdict)
  case unknown(CheckState)

  public enum Verdict: String, Sendable { case yes, partly, no }
}
