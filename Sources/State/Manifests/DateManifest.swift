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

extension DateManifest: Decodable {
  /// The file's form: the manifest between these two, and the SHA-256 of its bytes, so that a damaged one is not believed.
  private static let prefix = #"{"manifest":"#
  private static func suffix(_ manifest: some StringProtocol) -> String {
    #","schema":"nightshift.manifest/1","sha256":"\#(SHA256.of(String(manifest)).hex)"}"# + "\n"
  }

  /// The bytes of its file: one line of JSON with sorted keys.
  public func encoded() throws -> [UInt8] {
    let cells = try cells.map { try $0.encoded() }.joined(separator: ",")
    let manifest = #"{"cells":[\#(cells)],"date":\#(JSONText.quoted(date)),"rows":\#(try JSONText.encode(rows))}"#
    return Array((Self.prefix + manifest + Self.suffix(manifest)).utf8)
  }

  /// - Throws: `NS5019` for a file that is not what was written.
  public init(file path: String) throws(Failure) {
    let text = try Files.readText(path)
    let manifest = text.dropFirst(Self.prefix.count).dropLast(Self.suffix("").count)
    guard text == Self.prefix + manifest + Self.suffix(manifest), let read = try? JSONText.decode(String(manifest), as: Self.self),
      "\(read.date).json" == Files.name(of: path)
    else {
      throw Failure(
        5019, "the manifest \(path) is damaged",
        hint: "while the state file is whole, `nightshift state manifests --all` writes it anew; otherwise its date runs again")
    }
    self = read
  }
}
