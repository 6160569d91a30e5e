import Drivers
import Kernel

/// The moment a time value stands for.
///
/// A text without a zone is wall time in the source's zone, one with `Z` or `±HH:MM` needs none. The application's older wire form is an array
/// `[year, month, day, hour, minute, second, nanosecond]` of wall time without its trailing zeros: five to seven numbers.
enum EventTime {
  static func read(_ tape: JSONTape, _ index: Int, _ zone: ZoneRules) -> Instant? {
    let node = tape.nodes[index]
    switch node.kind {
    case .string:
      if node.hasEscape { return tape.string(index).withUnsafeBufferPointer { read($0, zone) } }
      return read(tape.raw(index), zone)
    case .array: return wall(tape, index).map(zone.instant(of:))
    default: return nil
    }
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ zone: ZoneRules) -> Instant? {
    if bytes.last == UInt8(ascii: "Z") { return WallTime(bytes: UnsafeBufferPointer(rebasing: bytes.dropLast()))?.asUTC }
    if let offset = offset(bytes) {
      return WallTime(bytes: UnsafeBufferPointer(rebasing: bytes.dropLast(6)))?.asUTC.adding(seconds: -offset)
    }
    return WallTime(bytes: bytes).map(zone.instant(of:))
  }

  /// Seconds east of Greenwich in a trailing `±HH:MM`; a date's own dashes are further left.
  private static func offset(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard bytes.count >= 16 + 6 else { return nil }
    let tail = Array(bytes.suffix(6))
    guard tail[0] == UInt8(ascii: "+") || tail[0] == UInt8(ascii: "-"), tail[3] == UInt8(ascii: ":") else { return nil }
    let digits = [tail[1], tail[2], tail[4], tail[5]].map { Int($0) - Int(UInt8(ascii: "0")) }
    guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    let (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    guard hours <= 18, minutes < 60 else { return nil }
    return (tail[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  private static func wall(_ tape: JSONTape, _ index: Int) -> WallTime? {
    var parts: [Int] = []
    for child in tape.children(of: index) {
      guard tape.nodes[child].kind == .int, let number = Int(String(decoding: tape.raw(child), as: UTF8.self)) else { return nil }
      parts.append(number)
    }
    guard (5...7).contains(parts.count), let date = LogicalDate(year: parts[0], month: parts[1], day: parts[2]) else { return nil }
    let nanoseconds = parts.count > 6 ? parts[6] : 0
    guard (0..<1_000_000_000).contains(nanoseconds) else { return nil }
    return WallTime(date: date, hour: parts[3], minute: parts[4], second: parts.count > 5 ? parts[5] : 0, microsecond: nanoseconds / 1000)
  }
}
