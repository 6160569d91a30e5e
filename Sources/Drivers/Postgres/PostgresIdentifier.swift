public import Kernel

/// The name of a schema, table or column, made safe to stand in a statement. Every statement of nightshift quotes its names here.
public struct PostgresIdentifier: Hashable, Sendable {
  /// PostgreSQL cuts longer names silently (`NAMEDATALEN` - 1), so that another table than the one meant would be read.
  static let mostBytes = 63

  public let name: String

  /// - Throws: `NS3217` for an empty name, one with a NUL, or one over 63 bytes of UTF-8.
  public init(_ name: String) throws(Failure) {
    let reason =
      if name.isEmpty { "it is empty" } else if name.utf8.contains(0) { "it holds a NUL" } else if name.utf8.count > Self.mostBytes {
        "it has \(name.utf8.count) bytes, PostgreSQL keeps \(Self.mostBytes)"
      } else { "" }
    guard reason.isEmpty else {
      throw Failure(
        3217, "'\(name.prefix(80).filter { $0 != "\0" })' is no name of a PostgreSQL table or column: \(reason)",
        hint: "write the name as the database has it")
    }
    self.name = name
  }

  /// In double quotes, those inside doubled.
  public var quoted: String {
    var result = "\""
    for scalar in name.unicodeScalars {
      if scalar == "\"" { result.append("\"") }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}
