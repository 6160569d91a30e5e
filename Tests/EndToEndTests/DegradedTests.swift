import Drivers
import Kernel
import Testing

/// A machine without DuckDB and without the shop: what needs them fails with a code and a way out, everything else works.
struct DegradedTests {
  @Test func whatIsMissingIsNamedAndTheRestWorks() async throws {
    let scratch = try Scratch("degraded")
    let first = try #require(LogicalDate("2026-11-08"))
    let shop = try await ShopFixture.make(home: "\(scratch.path)/shop", from: first, days: 1, scale: "0.03")
    try await shop.deliver(until: first)
    try await Scratch.copy("\(Products.root)/jobs", to: "\(shop.home)/jobs")
    let pipeline = try Files.readText("\(shop.home)/jobs/nightly.yaml").replacing("retries: { limit: 3,", with: "retries: { limit: 0,")
    #expect(pipeline.contains("limit: 0"))
    try Files.write(Array(pipeline.utf8), to: "\(shop.home)/jobs/nightly.yaml")
    let bare = shop.environment.merging([
      "NIGHTSHIFT_DUCKDB": "/nonexistent/duckdb", "SHOP_DSN": "host=/nonexistent dbname=shop", "NIGHTSHIFT_PIPELINE": "jobs/nightly.yaml",
    ]) { $1 }
    func nightshift(_ arguments: String...) async throws -> Products.Output {
      try await Products.run(Products.nightshift, arguments + ["--as-of", Shop.due(first).description], in: shop.home, environment: bare)
    }

    let doctor = try await nightshift("doctor")
    #expect(doctor.code == 1)
    #expect(doctor.output.contains("✕ missing") && doctor.output.contains("DuckDB") && doctor.output.contains("hint:"))
    #expect(doctor.output.contains("✕ unreachable") && doctor.output.contains("shop"))

    let run = try await nightshift("run")
    #expect(run.code == 1)
    for part in ["events", "NS4001", "extract_shop", "NS3203", "hint:"] { #expect(run.errors.contains(part), "\(part)") }
    let status = try await nightshift("status")
    for line in ["crawl_events  crawl      2026-11-08", "purge_lake    purge      2026-11-08"] {
      #expect(status.output.contains(line), "\(status.output)")
    }
    for command in ["plan", "graph", "kinds", "catalog", "explain", "schema", "check"] {
      #expect(try await nightshift(command).code == 0, "\(command)")
    }

    // Once they are there, the same command does the rest.
    let repaired = try await Products.run(
      Products.nightshift, ["run", "--as-of", Shop.due(first).description], in: shop.home,
      environment: bare.merging(shop.environment) { $1 }.merging(["NIGHTSHIFT_PIPELINE": "jobs/nightly.yaml"]) { $1 })
    #expect(repaired.code == 0 || repaired.code == 3, "\(repaired.errors)")
  }

  @Test func theCrontabsLineRunsInCronsBareEnvironment() async throws {
    let scratch = try Scratch("cron")
    let home = scratch.path
    let crontab = try Files.readText("\(Products.root)/cron/nightshift.crontab")
    let line = try #require(crontab.split(separator: "\n").first { $0.hasPrefix("0 2 * * *") })
    let command = line.dropFirst("0 2 * * *".count).trimmed
    let text = """
      pipeline: cron
      schedule: { cron: 0 2 * * *, start: 2026-01-01 }
      connections:
        lake: { kind: local, path: "${env:LAKE}" }
      jobs:
        says: { kind: shell, command: [sh, -c, "echo $NIGHTSHIFT_DATE > said"] }
      """
    try Files.makeDirectory("\(home)/jobs")
    try Files.write(Array(text.utf8), to: "\(home)/jobs/nightly.yaml")
    try Files.write(Array("LAKE='\(home)/lake'\n".utf8), to: "\(home)/nightshift.env")
    try Files.makeDirectory("\(home)/bin")
    try await Scratch.copy(Products.nightshift, to: "\(home)/bin/nightshift")
    // What cron gives a job: its own settings and nothing else.
    let environment = ["HOME": "/", "LOGNAME": "root", "SHELL": "/bin/sh", "PATH": "\(home)/bin:/usr/bin:/bin", "NIGHTSHIFT_HOME": home]
    let night = try await Products.run("/bin/sh", ["-c", command], in: "/", environment: environment)
    #expect(night.code == 0)
    #expect(night.output.isEmpty && night.errors.isEmpty, "cron would mail: \(night.errors)")
    #expect(try Files.readText("\(home)/said").utf8.count == 11)
  }
}

extension Substring {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
