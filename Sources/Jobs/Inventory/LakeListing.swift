import Drivers
import Kernel
public import Lake
public import State

/// What lies below one prefix: the folders of all storage classes, joined with the catalog.
public struct LakeListing: Hashable, Sendable {
  public let prefix: LakePrefix
  /// By key in byte order; each key once.
  public let objects: [LakeObject]
  /// Objects with bytes in several places (the first is shown), or in another place than the catalog says: nothing is done about them.
  public let ambiguous: [LakeObject]
  /// Objects that the catalog knows below the prefix, found or not.
  public let catalogued: Int

  public init(prefix: LakePrefix, objects: [LakeObject], ambiguous: [LakeObject] = [], catalogued: Int = 0) {
    self.prefix = prefix
    self.objects = objects
    self.ambiguous = ambiguous
    self.catalogued = catalogued
  }

  /// - Throws: `NS3001` when a folder cannot be listed, `NS6701` when a part of the prefix is a link or a file: what it leads to is not the lake.
  public init(_ prefix: LakePrefix, lake: LakeLayout, state: StateReader) throws {
    var found: [[UInt8]: [LakeObject]] = [:]
    for storageClass in StorageClass.allCases {
      let root = lake.location(of: String(prefix.text.dropLast()), storageClass: storageClass.rawValue)
      guard try Self.isRealFolder(root, in: lake) else { continue }
      for entry in try Files.list(lake.path(root)) {
        let key = prefix.text + entry.path
        found[Array(key.utf8), default: []].append(
          LakeObject(key: key, location: "\(root)/\(entry.path)", storageClass: storageClass, bytes: entry.bytes, modified: entry.modified))
      }
    }
    let rows = try state.cataloguedObjects(under: prefix.text)
    let known = Dictionary(grouping: rows) { Array($0.key.utf8) }
    var objects: [LakeObject] = [], ambiguous: [LakeObject] = []
    for (bytes, places) in found.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let place = places[0]
      let rows = known[bytes] ?? []
      guard places.count == 1, rows.count <= 1, rows.first.map({ $0.location.utf8.elementsEqual(place.location.utf8) }) ?? true else {
        ambiguous.append(place)
        continue
      }
      objects.append(
        LakeObject(
          key: place.key, location: place.location, storageClass: place.storageClass, bytes: place.bytes, modified: place.modified,
          table: rows.first?.table,
          crawledOn: rows.first?.crawledOn, dates: rows.first?.dates ?? []))
    }
    self.init(prefix: prefix, objects: objects, ambiguous: ambiguous, catalogued: rows.count)
  }

  /// False when it is not there.
  private static func isRealFolder(_ folder: String, in lake: LakeLayout) throws -> Bool {
    var path = lake.root
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      if Files.isDirectory(path) { continue }
      guard !Files.exists(path) else {
        throw Failure(
          6701, "\(path) is not a folder of the lake",
          hint: "links are not followed: move the data into the lake, or leave the prefix out of the rules")
      }
      return false
    }
    return true
  }
}
