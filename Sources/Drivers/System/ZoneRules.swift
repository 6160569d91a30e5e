public import Kernel

/// What the clocks of one place show: the way between wall times, which the source application writes, and instants.
///
/// The rules are the system's zone files (`/usr/share/zoneinfo`, RFC 8536), so that a zone database update reaches every program at once.
public struct ZoneRules: Sendable {
  static let folder = "/usr/share/zoneinfo"

  /// `Asia/Taipei`, `+08:00`, `UTC`.
  public let name: String
  private let changes: [ZoneChange]
  private let first: Int
  private let rest: PosixZone

  init(name: String, first: Int, changes: [ZoneChange] = [], rest: PosixZone) {
    self.name = name
    self.first = first
    self.changes = changes
    self.rest = rest
  }

  /// - Parameter name: an IANA name, an offset `±HH:MM` east of Greenwich, or `UTC`.
  /// - Throws: `NS3301` when there is no such zone; `NS3302` when its file cannot be understood.
  public static func load(_ name: String) throws(Failure) -> ZoneRules {
    if name == "UTC" || name == "Z" { return ZoneRules(name: name, first: 0, rest: PosixZone(standard: 0)) }
    if let seconds = fixedOffset(name) { return ZoneRules(name: name, first: seconds, rest: PosixZone(standard: seconds)) }
    let path = "\(folder)/\(name)"
    guard isPlausible(name), Files.exists(path), !Files.isDirectory(path) else {
      throw Failure(3301, "there is no time zone '\(name)'", hint: "use an IANA name such as Asia/Taipei, an offset such as +08:00, or UTC")
    }
    guard let rules = ZoneFile(try Files.read(path))?.rules(name: name) else {
      throw Failure(3302, "the zone file \(path) cannot be understood", hint: "reinstall the system's tzdata package")
    }
    return rules
  }

  /// The moment at which the wall shows `wall`. Shown twice (clocks were set back): the first of the two. Never shown (set forward):
  /// as if the clocks had not been touched yet.
  public func instant(of wall: WallTime) -> Instant {
    let before = offset(at: wall.microseconds - Instant.microsecondsPerDay)
    let after = offset(at: wall.microseconds + Instant.microsecondsPerDay)
    for offset in [before, after] where self.offset(at: wall.microseconds - offset) == offset {
      return Instant(microseconds: wall.microseconds - offset)
    }
    return Instant(microseconds: wall.microseconds - before)
  }

  /// What the wall shows at `instant`.
  public func wall(of instant: Instant) -> WallTime {
    WallTime(microseconds: instant.microseconds + offset(at: instant.microseconds))
  }

  /// Microseconds east of Greenwich, at a moment in microseconds since the epoch.
  private func offset(at microseconds: Int) -> Int {
    let moment = microseconds.floorDivided(by: 1_000_000)
    if let last = changes.last, moment < last.at {
      var low = 0, high = changes.count
      while low < high {
        let middle = (low + high) / 2
        if changes[middle].at <= moment { low = middle + 1 } else { high = middle }
      }
      return (low == 0 ? first : changes[low - 1].offset) * 1_000_000
    }
    return rest.offset(at: moment) * 1_000_000
  }

  private static func fixedOffset(_ name: String) -> Int? {
    let bytes = Array(name.utf8)
    guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"), bytes[3] == UInt8(ascii: ":") else {
      return nil
    }
    let digits = [1, 2, 4, 5].map { Int(bytes[$0]) - 48 }
    guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    let (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    guard hours <= 14, minutes < 60 else { return nil }
    return (bytes[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  /// Keeps a name inside the zone folder.
  private static func isPlausible(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { ($0 | 0x20) >= 97 && ($0 | 0x20) <= 122 || (48...57).contains($0) || $0 == 95 || $0 == 45 || $0 == 43 }
    }
  }
}

/// From `at` (seconds since the epoch) on, clocks are `offset` seconds east of Greenwich.
struct ZoneChange: Hashable, Sendable {
  let at: Int
  let offset: Int
}
