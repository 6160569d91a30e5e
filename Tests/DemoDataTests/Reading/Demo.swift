import Drivers
import FoundationEssentials
import Kernel
import TestSupport

@testable import DemoData

/// The demo as users make it, generated and read once for all tests.
enum Demo {
  static let whole = Task.detached { try Whole() }

  struct Whole {
    let planted: Ledger.Document
    let raw: RawReader
    /// Compressed, by key.
    let objects: [String: [UInt8]]
    /// Inflated, by key below their tree.
    let backup: [String: [UInt8]]
    let failures: [String: [UInt8]]

    init() throws {
      (planted, raw, objects, backup, failures) = try inScratchFolder { path in
        let folder = DemoFolder(path: path)
        _ = try Generator(settings: Demo.settings(days: 14, scale: 0.25), folder: folder).run()
        let planted = try JSONDecoder().decode(Ledger.Document.self, from: Data(try Files.read(folder.planted)))
        let events = "\(folder.spool)/domain-events"
        let objects = try Files.list(events).reduce(into: [:]) { $0[$1.path] = try Files.read("\(events)/\($1.path)") }
        return (
          planted, try RawReader(spool: folder.spool), objects, try Self.inflated("\(folder.spool)/backup"),
          try Self.inflated("\(folder.spool)/errors")
        )
      }
    }

    func entries(_ kind: DefectKind) -> [Ledger.Entry] { planted.defects.filter { $0.kind == kind } }

    private static func inflated(_ root: String) throws -> [String: [UInt8]] {
      try Files.list(root).reduce(into: [:]) { $0[$1.path] = try GzipReader.inflateAll(path: "\(root)/\($1.path)") }
    }
  }

  static func settings(days: Int, seed: UInt64 = 7, scale: Double = 1, wire: Wire = .bare) -> DemoSettings {
    DemoSettings(from: LogicalDate("2026-11-08") ?? LogicalDate(daysSinceEpoch: 0), days: days, seed: seed, scale: scale, wire: wire)
  }
}
