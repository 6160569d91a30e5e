import Drivers
import Kernel

/// An expected output kept in a file beside its test.
///
/// `NIGHTSHIFT_UPDATE_GOLDENS=1` writes what came out instead; the version control then shows what changed.
public enum Golden {
  /// Nil when `actual` is what the file holds; else the first line that differs, for a test to fail with.
  ///
  /// - Parameter path: absolute.
  public static func difference(_ actual: String, from path: String) throws -> String? {
    if World.system().environment["NIGHTSHIFT_UPDATE_GOLDENS"] == "1" {
      try Files.write(Array(actual.utf8), to: path)
      return nil
    }
    guard Files.exists(path) else { return "\(path) does not exist; NIGHTSHIFT_UPDATE_GOLDENS=1 writes it" }
    let expected = try Files.readText(path)
    if actual == expected { return nil }
    let (got, wanted) = (lines(actual), lines(expected))
    let index = zip(got, wanted).enumerated().first { $1.0 != $1.1 }?.offset ?? min(got.count, wanted.count)
    func line(_ lines: [Substring]) -> String { lines.indices.contains(index) ? "'\(lines[index])'" : "nothing" }
    return "\(path):\(index + 1): expected \(line(wanted)), got \(line(got))"
  }

  private static func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
}
