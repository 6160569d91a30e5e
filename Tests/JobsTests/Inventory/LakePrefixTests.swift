import TestSupport
import Testing

@testable import Jobs

/// Nothing is ever reached outside a prefix.
struct LakePrefixTests {
  /// Judges with bytes and a stack instead of prefix tests: where does a file system end up that follows the key?
  private func endsBelow(_ prefix: String, _ key: String) -> Bool {
    func walk(_ path: String) -> [[UInt8]]? {
      var stack: [[UInt8]] = []
      for part in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true).map(Array.init) {
        if part.contains(0) { return nil }
        if part == Array(".".utf8) { continue }
        if part == Array("..".utf8) {
          if stack.isEmpty { return nil }
          stack.removeLast()
        } else {
          stack.append(part)
        }
      }
      return stack
    }
    guard key.utf8.first != UInt8(ascii: "/"), let place = walk(key), let folder = walk(prefix) else { return false }
    return place.count > folder.count && Array(place.prefix(folder.count)) == folder
  }

  @Test func aHundredThousandKeysNeverEscape() {
    var random = SeededRandom(seed: 42)
    let prefixes = ["events/", "domain-events/", "a/b/", "e\u{301}/", "\u{e9}/", "事件/"].map { LakePrefix($0)! }
    let parts = [
      "events", "domain-events", "event", "events2", "a", "b", "..", ".", "", "...", "..a", "e\u{301}", "\u{e9}", "e", "\u{301}x", "事件",
      "%2e%2e", "a\u{0}b",
      "year=2026", "\u{200d}", "a\\..\\b", " ", "\n", ".nightshift", ".storage",
    ]
    var inside = 0
    for _ in 0..<100_000 {
      let key = (0..<Int.random(in: 1...5, using: &random)).map { _ in parts.randomElement(using: &random)! }.joined(separator: "/")
      let full = Bool.random(using: &random) ? prefixes.randomElement(using: &random)!.text + key : key
      for prefix in prefixes where prefix.contains(full) {
        inside += 1
        #expect(endsBelow(prefix.text, full), "\(prefix) \(full)")
      }
    }
    #expect(inside > 10_000)
  }

  @Test func plainKeysBelowAreInside() {
    let prefix = LakePrefix("events/")!
    for key in ["events/a", "events/year=2026/a.gz", "events/.hidden", "events/..a", "events/a/b..", "events/\u{301}x"] {
      #expect(prefix.contains(key), "\(key)")
    }
    for key in [
      "events/", "events", "event/a", "events2/a", "events/../a", "events/a/../../b", "events/./a", "events//a", "events/a/", "Events/a",
      "",
    ] {
      #expect(!prefix.contains(key), "\(key)")
    }
  }

  @Test func equivalentTextsAreDifferentFolders() {
    let composed = LakePrefix("\u{e9}/")!
    #expect(!composed.contains("e\u{301}/a"))
    #expect(!composed.overlaps(LakePrefix("e\u{301}/")!))
  }

  @Test func overlapIsOfWholeFolders() {
    #expect(LakePrefix("e/")!.overlaps(LakePrefix("e/f/")!))
    #expect(LakePrefix("e/f/")!.overlaps(LakePrefix("e/")!))
    #expect(!LakePrefix("e/")!.overlaps(LakePrefix("ef/")!))
  }
}
