import Drivers
import Kernel
import TestSupport
import Testing

@testable import State

/// What a catalog holds, written as manifests and restored from them, is what it held.
struct DateManifestTests {
  private static let lake = "/srv/night/lake"

  /// Catalogs of every kind of row, of awkward names and numbers too.
  @Test(arguments: 0..<25 as Range<UInt64>) func anyCatalogComesBackFromItsManifests(_ seed: UInt64) throws {
    try inScratchFolder { folder in
      let origin = try StateStore(directory: "\(folder)/origin", mode: .readWrite)
      var content = RandomCatalog(seed: seed)
      try origin.write { try content.fill($0) }
      let restored = try StateStore(directory: "\(folder)/restored", mode: .readWrite)
      var files: [String: [UInt8]] = [:]
      try origin.read { reader in
        try reader.manifests(reader.manifestDates(), lake: Self.lake) { manifest in
          let path = "\(folder)/\(manifest.date).json"
          try Files.create(path, try manifest.encoded())
          let read = try DateManifest(file: path)
          #expect(read == manifest)
          files[manifest.date] = try read.encoded()
          try restored.write { try $0.restore(read, lake: Self.lake) }
        }
      }
      #expect(files.count > 2)
      let dumps = (try origin.read { try $0.catalogDump() }, try restored.read { try $0.catalogDump() })
      #expect(dumps.0 == dumps.1)
      // Marks are not in the dump: the manifests have them.
      try restored.read { reader in
        let dates = try reader.manifestDates()
        #expect(dates == files.keys.sorted())
        try reader.manifests(dates, lake: Self.lake) { manifest in
          let bytes = try manifest.encoded()
          #expect(bytes == files[manifest.date], "\(manifest.date)")
        }
      }
    }
  }

  @Test func aChangedManifestIsNotBelieved() throws {
    try inScratchFolder { folder in
      let state = try StateStore(directory: "\(folder)/state", mode: .readWrite)
      try state.write { try $0.setWatermark(JobName("extract"), "orders", on: LogicalDate(daysSinceEpoch: 20_000), "2024-10-04") }
      let path = "\(folder)/2024-10-04.json"
      var bytes: [UInt8] = []
      try state.read { try $0.manifests(["2024-10-04"], lake: Self.lake) { bytes = try $0.encoded() } }
      for index in bytes.indices.dropLast() {
        var changed = bytes
        changed[index] ^= 2
        try Files.create(path, changed)
        #expect(#expect(throws: Failure.self) { try DateManifest(file: path) }?.code == 5019, "byte \(index)")
      }
      // Nor under another date's name.
      try Files.create("\(folder)/2024-10-05.json", bytes)
      #expect(throws: Failure.self) { try DateManifest(file: "\(folder)/2024-10-05.json") }
      try Files.create(path, bytes)
      #expect(try DateManifest(file: path).counts == ["watermark": 1])
    }
  }

  @Test(arguments: [
    ("2026-01-02", "2026-01-02"), ("year=2026/month=01/day=02", "2026-01-02"), ("curated/date=2026-01-02", "2026-01-02"),
    ("year=2026/month=13/day=02", "undated"), ("region=eu", "undated"), ("", "undated"),
  ])
  func aPartitionBelongsToTheDateThatItsKeyNames(_ key: String, _ date: String) {
    #expect(DateManifest.date(ofPartition: key) == date)
  }

  @Test(arguments: [
    ("/srv/night/lake/curated/t", "curated/t"), ("/srv/night/reports/q", "../reports/q"), ("/other", "../../../other"),
    ("curated/t", "curated/t"),
  ])
  func pathsAreRelativeToTheLake(_ path: String, _ relative: String) {
    #expect(LakePath.relative(path, to: Self.lake) == relative)
    #expect(LakePath.resolved(relative, in: Self.lake) == (relative.hasPrefix("..") ? path : relative))
  }
}
