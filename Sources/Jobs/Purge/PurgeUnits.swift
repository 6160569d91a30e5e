import Kernel
import State

/// What below a prefix is purged as one: published partitions as whole folders, everything else object by object.
struct PurgeUnits {
  let all: [PurgeSnapshot.Unit]

  /// - Parameters:
  ///   - sources: folders that are delivered and crawled.
  ///   - isCompacted: asked of crawled objects only.
  init(
    listing: LakeListing, partitions: [PartitionRecord], sources: [String], isCompacted: (LakeObject) throws -> Bool
  ) rethrows {
    var folders: [(record: PartitionRecord, bytes: Int, modified: Instant?)] = partitions.map { ($0, 0, nil) }
    let places = Dictionary(folders.enumerated().map { (Array($1.record.path.utf8), $0) }) { first, _ in first }
    var units = listing.ambiguous.map { Self.unit($0, .severalPlaces) }
    for object in listing.objects {
      if let folder = Self.parents(of: object.key).compactMap({ places[$0] }).first, object.location.utf8.elementsEqual(object.key.utf8) {
        folders[folder].bytes += object.bytes
        folders[folder].modified = max(folders[folder].modified ?? object.modified, object.modified)
      } else {
        units.append(Self.unit(object, try Self.block(object, sources, isCompacted)))
      }
    }
    for folder in folders {
      // A partition without files on the disk has nothing to purge; the catalog still knows it.
      guard let modified = folder.modified else { continue }
      units.append(
        PurgeSnapshot.Unit(key: folder.record.path, table: folder.record.table, bytes: folder.bytes, modified: modified, isPartition: true))
    }
    all = units
  }

  private static func block(
    _ object: LakeObject, _ sources: [String], _ isCompacted: (LakeObject) throws -> Bool
  ) rethrows -> PurgeSnapshot.Unit.Block? {
    if Zones.isDerived(object.key) { return .notPublished }
    guard object.table != nil else { return sources.contains { object.key.utf8.starts(with: $0.utf8) } ? .notCrawled : nil }
    return try isCompacted(object) ? nil : .notCompacted
  }

  /// The folders that a key lies in, outermost first, without slashes at their ends.
  private static func parents(of key: String) -> [[UInt8]] {
    let bytes = Array(key.utf8)
    return bytes.indices.filter { bytes[$0] == UInt8(ascii: "/") }.map { Array(bytes[..<$0]) }
  }

  static func unit(_ object: LakeObject, _ block: PurgeSnapshot.Unit.Block?) -> PurgeSnapshot.Unit {
    PurgeSnapshot.Unit(
      key: object.key, location: object.location, table: object.table, bytes: object.bytes, modified: object.modified, block: block)
  }
}
