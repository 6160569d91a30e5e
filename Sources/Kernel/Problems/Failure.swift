/// The world refused: thrown where it is known what happened (an SQLSTATE, an errno), never guessed further up.
///
/// `description` is safe to print anywhere; what may hold values, rows or connection strings is in `detail`, shown only by `debugDescription`.
public struct Failure: Error, Hashable, Sendable {
  /// What the runner may do about it.
  public enum Retry: String, Hashable, Sendable, Codable {
    /// It cannot get better by waiting: bad credentials, a missing table, a wrong file.
    case never
    /// It may be gone in a while: a network reset, a deadlock, a busy server.
    case backoff
  }

  public let code: Code
  public let message: String
  public let hint: String?
  public let retry: Retry
  public let detail: String?

  public init(_ code: Code, _ message: String, hint: String? = nil, retry: Retry = .never, detail: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
    self.retry = retry
    self.detail = detail
  }
}

extension Failure: CustomStringConvertible, CustomDebugStringConvertible {
  public var description: String { "\(code): \(message)" + (hint.map { " (\($0))" } ?? "") }
  public var debugDescription: String { description + (detail.map { "\n\($0)" } ?? "") }
}
