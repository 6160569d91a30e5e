import Drivers
import Foundation
import Glibc
import Kernel
import Testing

/// A copy of the installation whose state file is damaged again and again, and what it was before.
final class StateUnderTest {
  let victim: Victim
  /// The file before any damage.
  let whole: [UInt8]
  /// The cells that the whole one's plan runs.
  let running: Set<String>
  /// The lake and the reports: every file with its size and its time.
  var lake: [String] = []
  private let seal: [UInt8]?

  var path: String { "\(victim.home)/state/nightshift.sqlite" }

  /// - Parameter point: where a night was killed; nil for the evening before it.
  init(killedAt point: String? = nil) async throws {
    let night = try await FaultyNight.prepared.value
    let victim = try await night.victim()
    let file = "\(victim.home)/state/nightshift.sqlite"
    let plan = try await victim.run(Self.command("plan"))
    let running = Self.running(plan.output)
    #expect(running.count > 5, "\(plan.errors)")
    if let point {
      let killed = try await victim.night(fail: "\(point):kill")
      #expect(killed.code == 128 + SIGKILL)
    }
    self.victim = victim
    self.running = running
    whole = try Files.read(file)
    seal = Files.exists("\(file).seal") ? try Files.read("\(file).seal") : nil
    lake = try listing()
  }

  private static func command(_ name: String) -> [String] {
    [name, "--json"] + FaultyNight.command.dropFirst()
  }

  func ask(_ name: String) async throws -> Products.Output { try await victim.run(Self.command(name)) }

  static func running(_ document: String) -> Set<String> {
    let plan = try? JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any]
    let cells = plan?["cells"] as? [[String: Any]] ?? []
    return Set(cells.filter { $0["verdict"] as? String == "run" }.map { "\($0["job"] ?? "")@\($0["date"] ?? "")" })
  }

  func listing() throws -> [String] {
    try [victim.shop.lake, "\(victim.home)/reports"].flatMap { root in
      try Files.list(root).map { "\(root)/\($0.path) \($0.bytes) \($0.modified.microseconds)" }
    }
  }

  func flipped(_ bit: Int) -> [UInt8] {
    var bytes = whole
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    return bytes
  }

  /// Puts a file in the state's place, as if it had always been there.
  func put(_ bytes: [UInt8], sealed: Bool) throws {
    for ending in ["-wal", "-shm", "-journal"] { try Files.remove(path + ending) }
    try Files.create(path, bytes)
    if sealed { try Files.create("\(path).seal", try #require(seal)) } else { try Files.remove("\(path).seal") }
  }

  /// The questions and the night are refused with one of the codes and the way out; state and lake stay as they are.
  func expectRefusal(_ codes: [String], _ what: String, wayOut: String = "nightshift state rebuild") async throws {
    let before = try content()
    for name in ["plan", "status", "run"] {
      let answer = try await ask(name)
      #expect(answer.code == 1, "\(what): \(name) ended with \(answer.code): \(answer.errors)")
      let isNamed = codes.contains { answer.errors.contains($0) }
      #expect(isNamed && answer.errors.contains(wayOut), "\(what): \(name): \(answer.errors)")
    }
    let (after, now) = (try content(), try listing())
    #expect(after == before, "\(what): the state file was changed")
    #expect(now == lake, "\(what): the lake was changed")
  }

  private func content() throws -> [UInt8]? { Files.exists(path) ? try Files.read(path) : nil }
}
