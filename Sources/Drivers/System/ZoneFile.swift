/// A zone file in the TZif format, version 2 or later (RFC 8536).
struct ZoneFile {
  private struct Header {
    static let size = 44
    let version: UInt8
    let universal, standard, leaps, times, types, characters: Int

    func size(timeSize: Int) -> Int { times * (timeSize + 1) + types * 6 + characters + leaps * (timeSize + 4) + standard + universal }
  }

  private let changes: [ZoneChange]
  private let first: Int
  private let footer: String

  /// Nil when the bytes are not such a file.
  init?(_ bytes: [UInt8]) {
    guard let old = Self.header(bytes, at: 0), old.version >= UInt8(ascii: "2") else { return nil }
    let start = Header.size + old.size(timeSize: 4)
    guard let header = Self.header(bytes, at: start) else { return nil }
    let times = start + Header.size
    let kinds = times + header.times * 8
    let offsets = kinds + header.times
    let end = times + header.size(timeSize: 8)
    guard header.types > 0, end < bytes.count else { return nil }
    func offset(_ kind: Int) -> Int { Int(Int32(truncatingIfNeeded: Self.integer(bytes, at: offsets + kind * 6, size: 4))) }
    guard bytes[kinds..<offsets].allSatisfy({ $0 < header.types }) else { return nil }
    changes = (0..<header.times).map { index in
      ZoneChange(at: Self.integer(bytes, at: times + index * 8, size: 8), offset: offset(Int(bytes[kinds + index])))
    }
    first = offset(0)
    footer = String(decoding: bytes[(end + 1)...].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// Nil when the footer, which rules the time after the last listed change, cannot be read.
  func rules(name: String) -> ZoneRules? {
    if footer.isEmpty {
      return ZoneRules(name: name, first: first, changes: changes, rest: PosixZone(standard: changes.last?.offset ?? first))
    }
    return PosixZone(footer).map { ZoneRules(name: name, first: first, changes: changes, rest: $0) }
  }

  private static func header(_ bytes: [UInt8], at start: Int) -> Header? {
    guard start + Header.size <= bytes.count, bytes[start..<(start + 4)].elementsEqual("TZif".utf8) else { return nil }
    let counts = (0..<6).map { integer(bytes, at: start + 20 + $0 * 4, size: 4) }
    guard counts.allSatisfy({ $0 < 1 << 20 }) else { return nil }
    return Header(
      version: bytes[start + 4], universal: counts[0], standard: counts[1], leaps: counts[2], times: counts[3], types: counts[4],
      characters: counts[5])
  }

  private static func integer(_ bytes: [UInt8], at start: Int, size: Int) -> Int {
    bytes[start..<(start + size)].reduce(0) { $0 << 8 | Int($1) }
  }
}
