import Drivers
import FoundationEssentials
import Kernel
import Lake
import State

/// Finds the data files of published partitions through their manifests.
struct PartitionFiles {
  /// Where an extract says what its columns are.
  static let schemaName = "_schema.json"

  let lake: LakeLayout

  init(_ lake: LakeLayout) { self.lake = lake }

  /// - Throws: `NS6409` when a manifest cannot be read, or holds files of no known format.
  func relation(_ table: TableName, _ partitions: [PartitionRecord], _ dataset: DatasetChecks?) throws -> Relation {
    var format = Relation.Format.parquet
    var columns: [(name: String, type: String)] = []
    var dated: [(date: LogicalDate, files: [String])] = []
    for partition in partitions {
      guard let date = LogicalDate(partition.key) else { continue }
      guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(partition.manifest.utf8)) else {
        throw Failure(
          6409, "the catalog's manifest of \(table), \(partition.key), cannot be read",
          hint: "run the job that writes it again with --force")
      }
      let folder = partition.path.hasPrefix("/") ? partition.path : lake.path(partition.path)
      let data = manifest.files.map(\.path).filter { !Files.name(of: $0).hasPrefix("_") && !Files.name(of: $0).hasPrefix(".") }
      if data.contains(where: { $0.hasSuffix(".gz") }) { format = .json }
      if manifest.files.contains(where: { $0.path == Self.schemaName }) { columns = try readColumns("\(folder)/\(Self.schemaName)") }
      dated.append((date, partition.rows == 0 ? [] : data.map { "\(folder)/\($0)" }))
    }
    return Relation(
      table: table, format: format, partitions: dated.sorted { $0.date < $1.date }, content: dataset?.content ?? .changes,
      key: dataset?.key ?? [],
      columns: columns)
  }

  private func readColumns(_ path: String) throws -> [(name: String, type: String)] {
    let bytes = try Files.read(path)
    do {
      return try ExtractColumns.read(bytes)
    } catch {
      throw Failure(6409, "\(path) cannot be understood", hint: "run the job that writes it again with --force", detail: "\(error)")
    }
  }
}
