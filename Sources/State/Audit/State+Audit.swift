import Drivers
import GRDB
import Kernel

// hash(i) = SHA-256(hash(i-1), newline, the entry's JSON with sorted keys), in lower-case hexadecimal; hash(0) is 64 zeros.

extension StateReader {
  /// Entries from `first` on, oldest first.
  /// - Throws: an error for an entry that is no JSON of ours; `verifyAudit` finds it without throwing.
  public func auditEntries(from first: Int = 1, limit: Int = Int.max) throws -> [AuditRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM audit WHERE sequence >= ? ORDER BY sequence LIMIT ?", arguments: [first, limit]).map {
      row in
      AuditRecord(sequence: row["sequence"], entry: try JSONText.decode(row["entry"]), hash: Fingerprint(hex: row["hash"]))
    }
  }

  /// The chain's last link; `AuditHead.start` for an empty log.
  public func auditHead() throws -> AuditHead {
    guard let row = try Row.fetchOne(database, sql: "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1") else {
      return .start
    }
    return AuditHead(sequence: row["sequence"], hash: Fingerprint(hex: row["hash"]))
  }

  /// The link of one entry; nil when there is no such entry.
  func auditHash(at sequence: Int) throws -> Fingerprint? {
    try String.fetchOne(database, sql: "SELECT hash FROM audit WHERE sequence = ?", arguments: [sequence]).map(Fingerprint.init(hex:))
  }

  /// Follows the whole chain. A changed, inserted, removed or swapped entry breaks it at that place.
  /// - Parameter head: the anchored head. A log shorter than it was cut off; another hash at its place means that the log was written anew.
  /// - Returns: the sequence of the first bad or missing entry; nil when the log is whole.
  public func verifyAudit(expecting head: AuditHead? = nil) throws -> Int? {
    var last = AuditHead.start
    let rows = try Row.fetchCursor(database, sql: "SELECT sequence, entry, hash FROM audit ORDER BY sequence")
    while let row = try rows.next() {
      let expected = last.sequence + 1
      guard let sequence = row["sequence"] as Int?, let entry = row["entry"] as String?, let hash = row["hash"] as String?,
        sequence == expected,
        Self.link(last.hash, entry).hex == hash
      else { return expected }
      last = AuditHead(sequence: sequence, hash: Fingerprint(hex: hash))
      if let head, head.sequence == sequence, head.hash != last.hash { return sequence }
    }
    guard let head, head.sequence > last.sequence else { return nil }
    return last.sequence + 1
  }

  static func link(_ previous: Fingerprint, _ entry: String) -> Fingerprint { SHA256.of("\(previous)\n\(entry)") }
}

extension StateWriter {
  /// Adds entries to the end of the chain, in their order; the head afterwards.
  @discardableResult
  public func appendAudit(_ entries: [AuditEntry]) throws -> AuditHead {
    var head = try reader.auditHead()
    for entry in entries {
      let text = try JSONText.encode(entry)
      head = AuditHead(sequence: head.sequence + 1, hash: StateReader.link(head.hash, text))
      try database.execute(
        sql: "INSERT INTO audit (sequence, entry, hash) VALUES (?, ?, ?)", arguments: [head.sequence, text, head.hash.hex])
    }
    return head
  }
}
