import Drivers
public import Kernel

/// Exactly what a purge removes, and what it keeps although a rule speaks of it. The same value is printed by `nightshift purge plan`, applied
/// by the night and applied by `nightshift purge apply`.
public struct PurgePlan: Hashable, Sendable, Codable {
  public struct Item: Hashable, Sendable, Codable {
    public let key: String
    /// Where its bytes are, relative to the lake's root.
    public let location: String
    public let table: TableName?
    public let bytes: Int
    public let modified: Instant
    /// The prefix of the rule.
    public let rule: String
    /// The day that its age counted from.
    public let day: LogicalDate
    /// A whole folder.
    public let isPartition: Bool
  }

  /// Data that a rule would reach and that stays: how much of it, why, and one of the keys.
  public struct Kept: Hashable, Sendable, Codable {
    public let rule: String
    public let reason: String
    public internal(set) var objects: Int
    public internal(set) var bytes: Int
    public let example: String
  }

  /// Trash whose time is over: a whole batch.
  public struct Erasure: Hashable, Sendable, Codable {
    public let batch: String
    public let objects: Int
    public let bytes: Int
  }

  public let asOf: Instant
  /// By key in byte order.
  public let items: [Item]
  public let erasures: [Erasure]
  /// By rule and reason.
  public let kept: [Kept]
  /// Guards that refuse; with one of them nothing is done.
  public let stops: [PurgeStop]

  init(asOf: Instant, items: [Item], erasures: [Erasure], kept: [Kept], stops: [PurgeStop]) {
    self.asOf = asOf
    self.items = items
    self.erasures = erasures
    self.kept = kept
    self.stops = stops
  }

  public var bytes: Int { items.reduce(0) { $0 + $1.bytes } }
  /// The day it was decided on: decisions depend on no finer time.
  public var day: LogicalDate { LogicalDate(containing: asOf) }

  /// SHA-256 of the day, the items and the erasures as sorted JSON: two plans of one day that remove the same have the same hash.
  public var hash: Fingerprint {
    struct Canonical: Encodable {
      let day: LogicalDate
      let items: [Item]
      let erasures: [Erasure]
    }
    return SHA256.of(Self.json(Canonical(day: day, items: items, erasures: erasures)))
  }

  /// The name of what it puts into the trash.
  public var batch: String { "\(day)-\(hash.short)" }

  /// `12 objects to purge (3145728 bytes), 1 batch of trash to erase`; nil when there is nothing to do and no guard refuses.
  public var summary: String? {
    var parts: [String] = []
    if !items.isEmpty {
      parts.append("\(items.count) object\(items.count == 1 ? "" : "s") to purge (\(bytes) byte\(bytes == 1 ? "" : "s"))")
    }
    if !erasures.isEmpty { parts.append("\(erasures.count) batch\(erasures.count == 1 ? "" : "es") of trash to erase") }
    if let stop = stops.first { parts.append("stopped by \(stop.code): \(stop.message)") }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// The file form: one line of JSON with sorted keys, sealed with its own SHA-256, so that a plan is applied as it was made or not at all.
  private struct Sealed: Codable {
    var schema = "nightshift.purge-plan/1"
    let plan: PurgePlan
    let sha256: Fingerprint
  }

  public func encoded() -> String { Self.json(Sealed(plan: self, sha256: SHA256.of(Self.json(self)))) }

  /// - Throws: `NS6510` for a text that is no plan, `NS6507` for a plan that was changed after it was made.
  public init(encoded text: String) throws(Failure) {
    let sealed: Sealed
    do {
      sealed = try SortedJSON.decode(text)
    } catch {
      throw Failure(6510, "this is no purge plan", hint: "write one with `nightshift purge plan`", detail: "\(error)")
    }
    guard SHA256.of(Self.json(sealed.plan)) == sealed.sha256 else {
      throw Failure(6507, "the purge plan was changed after it was made", hint: "make a new one with `nightshift purge plan`")
    }
    self = sealed.plan
  }

  /// Text, numbers and lists of them: encoding cannot fail.
  private static func json(_ value: some Encodable) -> String { (try? SortedJSON.encode(value)) ?? "" }
}
