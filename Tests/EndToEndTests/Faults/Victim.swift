import Drivers
import Glibc
import Kernel
import Testing

/// A copy of the installation, and what is done to it.
final class Victim {
  let shop: Shop
  private let scratch: Scratch
  let night: FaultyNight?
  /// What runs nightshift: nothing, or a program that changes its circumstances.
  var wrapper: [String] = []
  /// Variables of its environment besides those of the shop.
  var variables: [String: String] = [:]

  var home: String { shop.home }

  /// Files of the lake are never changed in place, so a second name for each is a copy; the state file is.
  init(of origin: Shop, in scratch: Scratch, for night: FaultyNight?, linked: Bool = true) async throws {
    self.scratch = scratch
    self.night = night
    let home = "\(scratch.path)/home"
    shop = Shop(home: home, dsn: origin.dsn, lake: "\(home)/lake")
    try Files.makeDirectory(home)
    try await Self.shell(
      "cp -a\(linked ? "l" : "") lake reports quality faults.yaml \"$1\" && cp -a state \"$1\"", [home], in: origin.home)
  }

  /// Runs the night to its end.
  @discardableResult
  func night(fail plan: String? = nil) async throws -> Products.Output {
    try await run(FaultyNight.command, fail: plan)
  }

  /// Any command about the installation on the evening of the night.
  func run(_ arguments: [String], fail plan: String? = nil) async throws -> Products.Output {
    let command = wrapper + [Products.nightshift] + arguments
    return try await Products.run(command[0], Array(command.dropFirst()), in: home, environment: environment(plan))
  }

  /// Does something to the copy that takes a shell, which has the arguments as `$1`, `$2` and so on.
  static func shell(_ script: String, _ arguments: [String] = [], in directory: String, environment: [String: String] = [:]) async throws {
    let done = try await ChildProcess(
      ["sh", "-ec", script, "sh"] + arguments, environment: environment.merging(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]) { $1 },
      directory: directory
    ).run()
    guard done.code == 0 else { throw Failed(script: script, errors: done.errorTail) }
  }

  struct Failed: Error {
    let script: String
    let errors: String
  }

  /// Starts the night, to be disturbed from outside.
  func start(fail plan: String? = nil) throws -> BackgroundProcess {
    try BackgroundProcess(Products.nightshift, FaultyNight.command, in: home, environment: environment(plan), output: "\(home)/out")
  }

  /// How often the failpoints were passed, of the run that was traced into `trace`.
  func passings() throws -> [Failpoint: Int] {
    let names = try Files.readText("\(home)/trace").split(separator: "\n").map { String($0.prefix { $0 != " " }) }
    return Dictionary(grouping: names) { $0 }.reduce(into: [:]) { result, entry in
      if let point = Failpoint(rawValue: entry.key) { result[point] = entry.value.count }
    }
  }

  /// Every table that was there before the night is there: as it was, or as the night makes it.
  func expectOldOrNew(_ what: String) throws {
    guard let night else { return }
    for (path, content) in night.before.entries where ["lake/curated/", "lake/operational/", "reports/"].contains(where: path.hasPrefix) {
      guard !path.hasSuffix("/") else { continue }
      let found = Files.exists("\(home)/\(path)") ? try SHA256.of(file: "\(home)/\(path)").hex : nil
      // The new content of a partition may have files of other names.
      let isGone = found == nil && night.undisturbed.entries[path] == nil
      #expect(isGone || found == content || found == night.undisturbed.entries[path], "\(what): \(path) is \(found ?? "missing")")
    }
  }

  /// Runs the night again and expects what an undisturbed one leaves.
  /// - Parameters:
  ///   - reported: with the report of the last date made anew at the end. It shows the scores of earlier dates as they are when it is
  ///     made; a night in which an earlier date failed and its own did not makes it before they are what they will be.
  ///   - rebuilt: from a state that was lost and made anew: the damaged file stays beside it.
  func expectUndisturbed(_ what: String, reported: Bool = false, rebuilt: Bool = false) async throws {
    guard let night else { return }
    let rerun = try await self.night()
    #expect(rerun.code == 0, "\(what): \(rerun.errors)")
    if reported { try await report() }
    var differences = try await Snapshot(of: shop, from: night.origin).differences(from: reported ? night.reported : night.undisturbed)
    // What failed was done later than it would have been, and the audit log tells things in the order they were done.
    if reported { differences.removeAll { $0.hasPrefix("lake/.nightshift/manifests/audit.jsonl ") } }
    // A rebuilt state knows the copy's own reports; manifests name those of the origin relative to the lake.
    if rebuilt {
      differences.removeAll { $0.hasPrefix("state/nightshift.sqlite.damaged-1 ") || $0.hasPrefix("lake/.nightshift/manifests/2026") }
    }
    if !differences.isEmpty { Issue.record("\(what): \(differences.prefix(6).map { $0.prefix(300) }.joined(separator: " | "))") }
  }

  /// Makes the report of the night's own date anew.
  func report() async throws {
    let made = try await run(FaultyNight.command + ["--select", "quality", "--force", "--reason", "compare"])
    #expect(made.code == 0, "\(made.errors)")
  }

  /// A start that finds nothing to do: it recovers what the one before it left, and that is all.
  func onlyRecover() async throws {
    let start = try await run(FaultyNight.command + ["--date", "2026-11-08", "--select", "extract_shop"])
    #expect(start.code == 0, "\(start.errors)")
  }

  func environment(_ plan: String?) -> [String: String] {
    shop.environment.merging(variables) { $1 }.merging(plan.map { [FaultPlan.variable: $0] } ?? [:]) { $1 }
  }
}

/// Does something with each, two at once: one core works while the other waits for the disk.
func twoAtOnce<Item: Sendable>(_ items: [Item], _ work: @escaping @Sendable (Item) async throws -> Void) async throws {
  try await withThrowingTaskGroup(of: Void.self) { group in
    for (number, item) in items.enumerated() {
      if number >= 2 { try await group.next() }
      group.addTask { try await work(item) }
    }
    try await group.waitForAll()
  }
}
