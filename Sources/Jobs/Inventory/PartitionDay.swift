public import Kernel

/// The day that a key's folders name: `year=2026/month=11/day=21`, or `date=2026-11-21`, wherever in the key.
public enum PartitionDay: Hashable, Sendable {
  /// No folder speaks of a date.
  case none
  /// Folders do, and name no one day that exists: nothing may be decided by them.
  case unreadable
  case day(LogicalDate)

  /// - Parameter folders: the key without its last part for a file, the whole path for a partition's folder.
  public init(folders: some StringProtocol) {
    var parts: [(name: Substring, value: Substring)] = []
    for folder in String(folders).split(separator: "/") {
      guard let equals = folder.firstIndex(of: "=") else { continue }
      let name = folder[..<equals]
      if ["year", "month", "day", "date"].contains(name) { parts.append((name, folder[folder.index(after: equals)...])) }
    }
    switch parts.map({ String($0.name) }) {
    case []: self = .none
    case ["date"]: self = LogicalDate(parts[0].value).map(Self.day) ?? .unreadable
    case ["year", "month", "day"]: self = LogicalDate(parts.map { String($0.value) }.joined(separator: "-")).map(Self.day) ?? .unreadable
    default: self = .unreadable
    }
  }

  /// Of an object's key.
  public init(key: String) {
    guard let slash = key.utf8.lastIndex(of: UInt8(ascii: "/")) else { self = .none; return }
    self.init(folders: key[..<slash])
  }
}
