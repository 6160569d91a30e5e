public import Kernel

/// The last link of the audit log's chain. Kept outside the state file, it shows when the log's tail was cut off or the log was written anew.
public struct AuditHead: Hashable, Sendable, Codable {
  /// How many entries there are; 0 for an empty log.
  public let sequence: Int
  public let hash: Fingerprint

  /// What the first entry is chained to.
  public static let start = AuditHead(sequence: 0, hash: Fingerprint(hex: String(repeating: "0", count: 64)))

  public init(sequence: Int, hash: Fingerprint) {
    self.sequence = sequence
    self.hash = hash
  }

  /// Reads what `text` writes; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(whereSeparator: \.isWhitespace)
    guard parts.count == 2, let sequence = Int(parts[0]), sequence >= 0, parts[1].utf8.count == 64,
      parts[1].utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return nil }
    self.init(sequence: sequence, hash: Fingerprint(hex: String(parts[1])))
  }

  /// One line: the sequence, a space, the hash.
  public var text: String { "\(sequence) \(hash)\n" }
}
