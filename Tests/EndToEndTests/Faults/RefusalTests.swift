import Drivers
import Glibc
import Testing

/// Folders that may not be written, as the user that cron runs it as: root would be refused nothing.
struct RefusalTests {
  private static let canChangeUser = geteuid() == 0 && Files.isExecutable("/usr/bin/setpriv")
  /// pip's launcher is a script whose Python may lie where another user cannot go; `make tools` links the program itself.
  private static let hasProgram =
    (Products.environment()["NIGHTSHIFT_DUCKDB"].flatMap { try? Files.read($0) })?.starts(with: "#!".utf8) == false

  @Test(
    .enabled(if: canChangeUser, "becoming another user takes root"), .enabled(if: hasProgram, "DuckDB is a script here"),
    arguments: [
      ("state", "a-w"), ("lake/curated", "a-w"), ("lake/operational", "a-w"), ("lake", "a-w"), ("reports", "a-w"),
    ])
  func aFolderThatRefusesIsNamedAndNothingIsLost(_ folder: String, _ change: String) async throws {
    let night = try await FaultyNight.prepared.value
    let victim = try await night.victim(linked: false)
    // The tools may lie where another user cannot go.
    let duckDB = "\(Files.directory(of: victim.home))/duckdb"
    let tool = try #require(Products.environment()["NIGHTSHIFT_DUCKDB"])
    try await Victim.shell("ln -L \"$1\" \"$2\" 2>/dev/null || cp -L \"$1\" \"$2\"", [tool, duckDB], in: "/")
    victim.wrapper = ["/usr/bin/setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "env", "NIGHTSHIFT_DUCKDB=\(duckDB)"]
    try await Victim.shell(
      "chown -R 65534:65534 \"$1\"; find \"$2\" -depth -type d -exec chmod \"$3\" {} +", [victim.home, folder, change], in: victim.home)
    let refused = try await victim.night()
    #expect(refused.code == 1, "\(refused.errors)")
    #expect(refused.errors.contains("NS") && refused.errors.contains("\(victim.home)/"), "\(folder): \(refused.errors)")
    try victim.expectOldOrNew(folder)
    try await Victim.shell("find \"$1\" -type d -exec chmod 755 {} \\;", [folder], in: victim.home)
    try await victim.expectUndisturbed(folder, reported: true)
  }
}
