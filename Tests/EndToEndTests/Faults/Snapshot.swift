import Drivers
import Kernel

/// Everything that a night makes, as names and contents: files and folders of lake and reports, and each line of the catalog.
struct Snapshot: Sendable {
  let entries: [String: String]

  /// - Parameter origin: what the installation is a copy of; its catalog may still name the origin's reports.
  init(of shop: Shop, from origin: Shop? = nil) async throws {
    var entries: [String: String] = [:]
    for root in [shop.lake, "\(shop.home)/reports"] { try Self.add(root, as: String(root.dropFirst(shop.home.count + 1)), to: &entries) }
    let dump = try await Products.run(
      Products.nightshift, ["catalog", "dump", "--pipeline", "faults.yaml"], in: shop.home, environment: shop.environment)
    // The reports are outside the lake, so the catalog knows where they are.
    for line in dump.output.split(separator: "\n") {
      let text = origin.map { line.replacing($0.home, with: "HOME") } ?? line
      entries["catalog " + text.replacing(shop.home, with: "HOME")] = ""
    }
    for (name, _) in try Files.children("\(shop.home)/state") where !name.hasSuffix("-wal") && !name.hasSuffix("-shm") {
      entries["state/\(name)"] = ""
    }
    self.entries = entries
  }

  /// What differs, one line each.
  func differences(from expected: Snapshot) -> [String] {
    expected.entries.filter { entries[$0.key] != $0.value }.map { "\($0.key) is \(entries[$0.key] ?? "missing")" }.sorted()
      + entries.keys.filter { expected.entries[$0] == nil }.map { "\($0) is left over" }.sorted()
  }

  private static func add(_ folder: String, as name: String, to entries: inout [String: String]) throws {
    for child in try Files.children(folder) {
      let (path, key) = ("\(folder)/\(child.name)", "\(name)/\(child.name)")
      switch child.kind {
      case .directory:
        entries["\(key)/"] = ""
        try add(path, as: key, to: &entries)
      case .file: entries[key] = try SHA256.of(file: path).hex
      case .link, .other: entries[key] = "not a file"
      }
    }
  }
}
