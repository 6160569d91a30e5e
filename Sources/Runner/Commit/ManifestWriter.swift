import Drivers
public import Kernel
public import Lake
public import State
import Synchronization

/// Puts what the catalog knows of a date beside the data, so that a lost state file can be made anew from the lake alone.
public struct ManifestWriter: Sendable {
  private let lake: LakeLayout
  private let state: StateStore

  public init(lake: LakeLayout, state: StateStore) {
    self.lake = lake
    self.state = state
  }

  /// Writes the manifests of the dates that have changed since; the dates. Each file is replaced whole, and a date is due until its file is
  /// on the disk, so the next start finishes what a dead process began.
  /// - Parameter most: where there is no time for all, the newest so many; the others stay due.
  @discardableResult
  public func writeDue(atMost most: Int = Int.max) throws -> [String] {
    let due = try state.read { try $0.manifestsDue() }.suffix(most)
    try write(Array(due))
    return Array(due)
  }

  /// Before objects change their place or go for good: what the catalog and the audit log say of it by now. A state that is lost afterwards
  /// comes back with it. The dates stay due, for other jobs are at work.
  func writeAhead() throws {
    try put(try state.read { try $0.manifestsDue() })
    try writeAudit()
  }

  /// Writes those of all dates, and removes files of dates that the catalog knows nothing of.
  public func writeAll() throws -> [String] {
    let dates = try state.read { try $0.manifestDates() }
    let kept = Set(dates)
    let stale = try Self.files(lake).filter { !kept.contains($0) }
    try write(dates + stale)
    return dates
  }

  private func write(_ dates: [String]) throws {
    guard !dates.isEmpty else { return }
    try put(dates)
    try state.write { try $0.manifestsWritten(dates) }
  }

  private func put(_ dates: [String]) throws {
    guard !dates.isEmpty else { return }
    try Self.writing.withLock { _ in
      try Files.makeDirectory(lake.manifests)
      try state.read { reader in
        try reader.manifests(dates, lake: lake.root) { manifest in
          let path = "\(lake.manifests)/\(manifest.date).json"
          if manifest.isEmpty {
            try Files.remove(path)
          } else {
            let bytes = try manifest.encoded()
            if try !Files.exists(path) || Files.read(path) != bytes { try Files.write(bytes, to: path) }
          }
          try Failpoint.manifestWritten.hit(path)
        }
      }
    }
  }

  /// Writes the audit log beside the manifests when it has grown since it was anchored; before the anchor, so that the lake never has less.
  public func writeAudit(always: Bool = false) throws {
    let path = Self.auditPath(lake)
    try Self.writing.withLock { _ in
      let head = try state.read { try $0.auditHead() }
      guard head.sequence > 0, try always || !Files.exists(path) || state.anchoredAuditHead() != head else { return }
      try Files.makeDirectory(lake.manifests)
      let bytes = try AuditFile.encoded(try state.read { try $0.auditEntries() })
      try Files.write(bytes, to: path)
    }
  }

  /// Two jobs may move bytes at once, and what stays must be the newer.
  private static let writing = Mutex<Void>(())

  public static func auditPath(_ lake: LakeLayout) -> String { "\(lake.manifests)/audit.jsonl" }

  /// Dates that have a manifest in the lake, in order; `undated` may be among them.
  public static func files(_ lake: LakeLayout) throws(Failure) -> [String] {
    try Files.children(lake.manifests).filter { $0.kind == .file && $0.name.hasSuffix(".json") }.map { String($0.name.dropLast(5)) }
  }
}
