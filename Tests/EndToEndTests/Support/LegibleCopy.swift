import Drivers
import Kernel

/// Files as they are to a reader: compressed ones inflated, Parquet as rows of text, in folders of the same names.
final class LegibleCopy {
  private let scratch: Scratch
  private(set) var files: [String] = []

  init() throws { scratch = try Scratch("legible") }

  /// - Parameter isMeant: whether a path below `root` is wanted.
  func add(_ root: String, where isMeant: (String) -> Bool = { _ in true }) async throws {
    let folder = "\(scratch.path)/\(Files.name(of: root))"
    var statements: [String] = []
    for path in try Files.list(root).map(\.path) where isMeant(path) {
      let (source, target) = ("\(root)/\(path)", "\(folder)/\(path)")
      try Files.makeDirectory(Files.directory(of: target))
      if path.hasSuffix(".parquet") {
        statements.append("COPY (SELECT * FROM read_parquet('\(source)')) TO '\(target)' (FORMAT csv);")
      } else if path.hasSuffix(".gz") {
        try Files.write(try GzipReader.inflateAll(path: source), to: target)
      } else {
        try Files.link(source, to: target)
      }
      files.append(path)
    }
    let environment = Products.environment()
    let unpacked = try await Products.run(
      environment["NIGHTSHIFT_DUCKDB"] ?? "duckdb", ["-c", statements.joined()], in: "/", environment: environment)
    guard unpacked.code == 0 else { throw Unreadable(errors: unpacked.errors) }
  }

  /// Where the values are, as `file:value`. One pass by grep for all values: Foundation's and the standard library's searches take minutes.
  func finds(of values: [Substring]) async throws -> Set<String> {
    let list = "\(scratch.path)/values"
    try Files.write(Array(values.joined(separator: "\n").utf8), to: list)
    defer { try? Files.remove(list) }
    let searched = try await Products.run(
      "/usr/bin/grep", ["-raoFf", list, "--exclude=values", "."], in: scratch.path, environment: ["LC_ALL": "C"])
    // One is grep's word for nothing found.
    guard searched.code < 2 else { throw Unreadable(errors: searched.errors) }
    return Set(searched.output.split(separator: "\n").map(String.init))
  }

  private struct Unreadable: Error { let errors: String }
}
