/// Some whole rows of a COPY, in the format it was asked for, one after the other.
///
/// In the text format a row ends with a newline and its fields are divided by tabs; see PostgreSQL's manual, "COPY", File Formats.
public struct CopyBatch: Sendable {
  /// About this many bytes make a batch: large against the cost of handing it over, small against memory.
  static let targetSize = 256 << 10

  public internal(set) var bytes: [UInt8] = []
  /// Where each row ends in `bytes`.
  public internal(set) var rowEnds: [Int] = []

  public var rowCount: Int { rowEnds.count }

  var isFull: Bool { bytes.count >= Self.targetSize }

  mutating func append(_ row: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: row)
    rowEnds.append(bytes.count)
  }

  mutating func reserve() { bytes.reserveCapacity(Self.targetSize + 16 << 10) }
}
