import Drivers
import Kernel
import Pipeline
import TestSupport
import Testing

/// The files in cron/, tried for real.
struct CronFilesTests {
  /// The project's folder: this file is in Tests/CronTests below it.
  private static let project = Files.directory(of: Files.directory(of: Files.directory(of: #filePath)))

  private struct Crontab {
    var assignments: [String: String] = [:]
    var entries: [(fields: String, command: String)] = []

    /// As crontab(5) says: comments, `NAME=value`, and five fields before a command in which a bare % would end it.
    init(_ text: String) {
      for line in text.split(separator: "\n") where !line.hasPrefix("#") {
        if let equals = line.firstIndex(of: "="), line[..<equals].allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "_") }) {
          assignments[String(line[..<equals])] = String(line[line.index(after: equals)...])
        } else {
          let words = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
          guard words.count == 6 else { continue }
          entries.append((words[..<5].joined(separator: " "), words[5].drop { $0 == " " }.description))
        }
      }
    }
  }

  private func crontab() throws -> Crontab { Crontab(try Files.readText("\(Self.project)/cron/nightshift.crontab")) }

  @Test func theCrontabFiresAtTwoUTC() throws {
    let crontab = try crontab()
    #expect(crontab.entries.count == 1)
    let cron = try #require(Cron(crontab.entries[0].fields))
    #expect(cron.next(atOrAfter: Instant("2026-11-21")!) == Instant("2026-11-21T02:00:00Z"))
    #expect(cron.next(atOrAfter: Instant("2026-11-21T02:00:01Z")!) == Instant("2026-11-22T02:00:00Z"))
    #expect(crontab.assignments["CRON_TZ"] == "UTC")
    #expect(crontab.assignments["MAILTO"] != nil)
    #expect(crontab.entries.allSatisfy { !$0.command.contains("%") })
  }

  /// cron gives a command HOME, LOGNAME, SHELL, PATH and the crontab's assignments, and nothing else.
  @Test func theCrontabsLineRunsInCronsBareEnvironment() async throws {
    let crontab = try crontab()
    try await inScratchFolder { folder in
      try Files.makeDirectory("\(folder)/bin")
      try Files.create("\(folder)/nightshift.env", Array("SHOP_DSN='host=/run/postgresql dbname=shop user=night'\n".utf8))
      try Files.create(
        "\(folder)/bin/nightshift", Array("#!/bin/sh\necho \"$*\" >ran; pwd >>ran; umask >>ran; echo \"$SHOP_DSN\" >>ran\n".utf8))
      _ = try await ChildProcess(["chmod", "755", "\(folder)/bin/nightshift"], environment: [:], directory: "/").run()
      var environment = crontab.assignments
      environment["NIGHTSHIFT_HOME"] = folder
      environment["PATH"] = "\(folder)/bin:\(environment["PATH"] ?? "")"
      environment["HOME"] = folder
      environment["LOGNAME"] = "night"
      let result = try await ChildProcess(
        [environment["SHELL"] ?? "", "-c", crontab.entries[0].command], environment: environment, directory: "/"
      ).run()
      #expect(result.code == 0 && result.output.isEmpty && result.errorTail.isEmpty)
      #expect(try Files.readText("\(folder)/ran") == "run\n\(folder)\n0077\nhost=/run/postgresql dbname=shop user=night\n")

      // Without its folder it says so and does not start.
      environment["NIGHTSHIFT_HOME"] = "\(folder)/nowhere"
      let lost = try await ChildProcess(["/bin/sh", "-c", crontab.entries[0].command], environment: environment, directory: "/").run()
      #expect(lost.code != 0 && !lost.errorTail.isEmpty)
    }
  }

  private static let hasSystemd = Files.isExecutable("/usr/bin/systemd-analyze")

  /// The binary and the user need not exist here: copies name `true` and root, all else is verified as it is.
  @Test(.enabled(if: hasSystemd, "systemd is not installed: apt-get install systemd"))
  func systemdTakesTheUnits() async throws {
    try await inScratchFolder { folder in
      for name in ["nightshift.service", "nightshift.timer"] {
        let text = try Files.readText("\(Self.project)/cron/\(name)").replacing("/usr/local/bin/nightshift", with: "/usr/bin/true")
          .replacing("man:nightshift(1)", with: "man:true(1)")
        try Files.create("\(folder)/\(name)", Array(text.utf8))
      }
      let result = try await ChildProcess(
        ["/usr/bin/systemd-analyze", "verify", "--man=no", "\(folder)/nightshift.service", "\(folder)/nightshift.timer"],
        environment: ["PATH": "/usr/bin:/bin"], directory: folder
      ).run()
      let complaints = (result.output + result.errorTail).split(separator: "\n").filter { $0.contains("nightshift") }
      #expect(result.code == 0 && complaints.isEmpty, "\(result.output)\(result.errorTail)")
    }
  }

  @Test(.enabled(if: hasSystemd, "systemd is not installed: apt-get install systemd"))
  func systemdFiresAtTwoUTC() async throws {
    let timer = try settings("nightshift.timer")
    let calendar = try #require(timer["OnCalendar"])
    let result = try await ChildProcess(
      ["/usr/bin/systemd-analyze", "calendar", "--base-time=2026-11-21 00:00:00 UTC", calendar],
      environment: ["PATH": "/usr/bin:/bin", "TZ": "UTC"], directory: "/"
    ).run()
    #expect(result.code == 0)
    #expect(result.output.contains("2026-11-21 02:00:00 UTC"), "\(result.output)")
    #expect(timer["Persistent"] == "true")
  }

  @Test func theServiceIsHardened() throws {
    let service = try settings("nightshift.service")
    let expected = [
      "Type": "oneshot", "ProtectSystem": "strict", "NoNewPrivileges": "yes", "PrivateTmp": "yes", "UMask": "0077",
      "ExecStart": "/usr/local/bin/nightshift run",
    ]
    for (key, value) in expected { #expect(service[key] == value, "\(key)") }
    #expect(service["ReadWritePaths"] == service["WorkingDirectory"])
    #expect(service["EnvironmentFile"]?.hasPrefix(service["WorkingDirectory"] ?? "?") ?? false)
  }

  private func settings(_ name: String) throws -> [String: String] {
    let lines = try Files.readText("\(Self.project)/cron/\(name)").split(separator: "\n").filter { !$0.hasPrefix("#") && $0.contains("=") }
    return Dictionary(
      lines.map { line in
        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), String(parts[1]))
      }
    ) { _, last in last }
  }
}
