import Drivers
public import Kernel

/// Everything that the catalog knows of one date, as it lies in the lake beside the data: what a lost state file is made anew from.
///
/// It holds the truth of cells and the rows of the catalog and of the results; no run numbers, no times of work, so that equal catalogs are
/// equal bytes. Paths are relative to the lake's root, also those that lead out of it (reports).
public struct DateManifest: Hashable, Sendable {
  /// A date, or `undated` for partitions whose key names none.
  public let date: String
  let cells: [ManifestCell]
  /// Rows by the name of their table, in the order of its key.
  let rows: [String: [[String: ManifestValue]]]

  /// What has no date of its own.
  public static let undated = "undated"

  public var isEmpty: Bool { cells.isEmpty && rows.isEmpty }

  /// How many rows there are of each kind, for people.
  public var counts: [String: Int] {
    var counts = rows.mapValues(\.count)
    if !cells.isEmpty { counts["cell"] = cells.count }
    return counts
  }

  /// The date whose manifest describes a partition: its key, or the day that its folders name.
  static func date(ofPartition key: String) -> String {
    if LogicalDate(key) != nil { return key }
    var parts: [Substring: Int] = [:]
    for part in key.split(separator: "/") {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      if pair[0] == "date", LogicalDate(String(pair[1])) != nil { return String(pair[1]) }
      parts[pair[0]] = Int(pair[1])
    }
    guard let year = parts["year"], let month = parts["month"], let day = parts["day"] else { return undated }
    return LogicalDate(year: year, month: month, day: day)?.description ?? undated
  }
}

/// The truth of a cell in a manifest.
struct ManifestCell: Hashable, Codable {
  struct Mark: Hashable, Codable {
    let act: MarkRecord.Act
    let at: Instant
    let firstDate: LogicalDate
    let lastDate: LogicalDate
    let reason: String
    let user: String
  }

  let job: JobName
  let state: CellState
  let settings: [String: String]
  let inputs: [String: String]
  let counts: [String: Int]
  let mark: Mark?
}

extension DateManifest: Codable {
  /// The file's form: the manifest, and the SHA-256 of its canonical JSON, so that a damaged one is not believed.
  private struct Sealed: Decodable {
    static let current = "nightshift.manifest/1"

    let schema: String
    let manifest: DateManifest
    let sha256: Fingerprint
  }

  /// The bytes of its file.
  public func encoded() throws -> [UInt8] {
    let canonical = try JSONText.encode(self)
    return Array(#"{"manifest":\#(canonical),"schema":"\#(Sealed.current)","sha256":"\#(SHA256.of(canonical).hex)"}"#.utf8)
      + [UInt8(ascii: "\n")]
  }

  /// - Throws: `NS5019` for a file that is not what was written.
  public init(file path: String) throws(Failure) {
    let text = try Files.readText(path)
    guard let sealed = try? JSONText.decode(text, as: Sealed.self), sealed.schema == Sealed.current,
      let canonical = try? JSONText.encode(sealed.manifest),
      SHA256.of(canonical) == sealed.sha256, "\(sealed.manifest.date).json" == Files.name(of: path)
    else {
      throw Failure(
        5019, "the manifest \(path) is damaged",
        hint: "while the state file is whole, `nightshift state manifests --all` writes it anew; otherwise its date runs again")
    }
    self = sealed.manifest
  }
}
