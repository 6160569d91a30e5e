import Drivers
public import Kernel

/// The audit log as lines of JSON, as it lies in the lake.
public enum AuditFile {
  /// One record a line, oldest first.
  public static func encoded(_ records: [AuditRecord]) throws -> [UInt8] {
    try records.flatMap { Array(try JSONText.encode($0).utf8) + [UInt8(ascii: "\n")] }
  }

  /// - Throws: `NS5019` for a line that is no record.
  public static func read(_ path: String) throws(Failure) -> [AuditRecord] {
    var records: [AuditRecord] = []
    for line in try Files.readText(path).split(separator: "\n") {
      guard let record = try? JSONText.decode(String(line), as: AuditRecord.self) else {
        throw Failure(
          5019, "line \(records.count + 1) of the audit log \(path) is damaged",
          hint: "compare it with a backup of the lake or of the state")
      }
      records.append(record)
    }
    return records
  }
}
