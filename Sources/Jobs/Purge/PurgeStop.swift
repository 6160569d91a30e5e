public import Kernel

/// A guard that refused.
public struct PurgeStop: Hashable, Sendable, Codable {
  public let code: Code
  public let message: String
  public let hint: String
  /// A person who names the number of objects overrides it. What makes the number itself doubtful (clock, listing) nobody overrides.
  public let yieldsToNumber: Bool

  public var failure: Failure { Failure(code, message, hint: hint) }
}
