import Drivers
import FoundationEssentials
import Kernel
import TestSupport
import Testing

@testable import DemoData

@Suite struct GeneratorTests {
  /// Path, time and content of everything below a folder.
  private func content(_ root: String) throws -> [String] {
    try Files.list(root).map { entry in
      let time = entry.path.hasPrefix("spool/") ? "\(entry.modified)" : ""
      return "\(entry.path) \(time) \(try SHA256.of(file: "\(root)/\(entry.path)"))"
    }
  }

  private func generate(_ settings: DemoSettings) throws -> [String] {
    try inScratchFolder { path in
      _ = try Generator(settings: settings, folder: DemoFolder(path: path)).run()
      return try content(path)
    }
  }

  @Test(arguments: Wire.allCases) func theSameSettingsGiveTheSameBytes(_ wire: Wire) throws {
    let settings = Demo.settings(days: 3, scale: 0.3, wire: wire)
    let first = try generate(settings)
    #expect(first.count > 1000)
    #expect(try generate(settings) == first)
  }

  @Test func anotherSeedGivesOtherBytes() throws {
    let first = try generate(Demo.settings(days: 1, scale: 0.2))
    let second = try generate(Demo.settings(days: 1, seed: 8, scale: 0.2))
    #expect(first != second)
  }

  @Test func aCompleteDemoIsLeftAloneAndAnotherOneIsRefused() throws {
    try inScratchFolder { path in
      let folder = DemoFolder(path: path)
      let settings = Demo.settings(days: 1, scale: 0.2)
      #expect(try Generator(settings: settings, folder: folder).run() != nil)
      let before = try content(path)
      #expect(try Generator(settings: settings, folder: folder).run() == nil)
      let failure = #expect(throws: Failure.self) { try Generator(settings: Demo.settings(days: 2, scale: 0.2), folder: folder).run() }
      #expect(failure?.code == 3902)
      #expect(try content(path) == before)
    }
  }

  @Test func anInterruptedGenerationIsMadeAnew() throws {
    let settings = Demo.settings(days: 1, scale: 0.2)
    try inScratchFolder { path in
      let folder = DemoFolder(path: path)
      try Files.makeDirectory("\(folder.spool)/domain-events")
      try Files.create("\(folder.spool)/domain-events/half.gz", [1, 2, 3])
      _ = try Generator(settings: settings, folder: folder).run()
      #expect(try content(path) == generate(settings))
    }
  }

  @Test func objectsCarryTheTimeOfTheirArrival() throws {
    try inScratchFolder { path in
      _ = try Generator(settings: Demo.settings(days: 1, scale: 0.2), folder: DemoFolder(path: path)).run()
      for entry in try Files.list("\(path)/spool/domain-events") {
        // …-YYYY-MM-DD-HH-mm-ss-<uuid>.gz
        let parts = entry.path.dropLast(40).split(separator: "-").suffix(6)
        let day = parts.prefix(3).joined(separator: "-")
        let oldest = try #require(Instant("\(day)T\(parts.suffix(3).joined(separator: ":"))Z"))
        #expect((.seconds(0)...Span.seconds(301)).contains(entry.modified.since(oldest)))
      }
    }
  }

  @Test func canariesOccurInTheShopAndInNoFreeText() throws {
    try inScratchFolder { path in
      let folder = DemoFolder(path: path)
      _ = try Generator(settings: Demo.settings(days: 2, scale: 0.3), folder: folder).run()
      let canaries = try Files.readText(folder.canaries).split(separator: "\n").map(String.init)
      #expect((60...120).contains(canaries.count))
      let shop = try Files.list(folder.shop).map { try Files.readText("\(folder.shop)/\($0.path)") }.joined()
      for canary in canaries { #expect(shop.contains(canary)) }
      let records = try RawReader(spool: folder.spool).records
      #expect(canaries.contains { canary in records.contains { $0.text.contains(canary) } })
      for record in records
      where !record.text.contains(#""eventType":"Customer"#) && !record.text.contains(#""eventType":"DeliveryAddress"#) {
        if let canary = canaries.first(where: { record.text.contains($0) }) { Issue.record("\(canary) in \(record.text)") }
      }
    }
  }

  @Test func smallDemosWork() throws {
    for days in 1...4 { #expect(try !generate(Demo.settings(days: days, scale: 0.05)).isEmpty) }
  }
}
