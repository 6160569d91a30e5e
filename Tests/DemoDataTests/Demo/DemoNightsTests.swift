import Drivers
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import DemoData

/// The nights against a stand-in for nightshift that writes down how it was called.
@Suite struct DemoNightsTests {
  private func withNights(_ script: String, _ body: (_ home: String, _ nights: DemoNights) async throws -> Void) async throws {
    try await inScratchFolder { root in
      let binary = "\(root)/nightshift"
      let written = try await ChildProcess(
        ["/usr/bin/install", "-m", "755", "/dev/stdin", binary], environment: [:], directory: root, input: "#!/bin/sh\n\(script)\n"
      ).run()
      #expect(written.code == 0)
      let nights = DemoNights(
        home: "\(root)/demo", nightshift: binary, pipeline: "\(root)/jobs/nightly.yaml", settings: Demo.settings(days: 3, scale: 0.05),
        world: .system())
      try await body("\(root)/demo", nights)
      try Files.remove(try await DemoPostgres(home: "\(root)/demo", world: .system()).fallback)
    }
  }

  private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
  }

  @Test func everyNightIsRunWithTheWorldAsItWasThenAndAClosedGateGoesOn() async throws {
    let script = """
      echo "$PWD $NIGHTSHIFT_ENVIRONMENT ${NIGHTSHIFT_MASK_KEY:+key} $*" >>calls
      case "$*" in
        *grid*) echo THE GRID;;
        *11-10T*) find data -name '*.gz' | wc -l >>objects
          psql "$SHOP_DSN" -Atc 'SELECT count(*) FROM demo_delivery' >>days; exit 3;;
        *) find data -name '*.gz' | wc -l >>objects;  psql "$SHOP_DSN" -Atc 'SELECT count(*) FROM demo_delivery' >>days
          mkdir -p reports/quality/2026-11-10
          echo '{"night":{"score":79.96,"low":60.8,"high":79.96,"gate":"warn","worst":"stock"}}' >reports/quality/2026-11-10/report.json
          touch reports/quality/2026-11-10/index.html;;
      esac
      """
    try await withNights(script) { home, nights in
      let lines = Lines()
      try await nights.run { lines.add($0) }
      let calls = try Files.readText("\(home)/calls").split(separator: "\n").map(String.init)
      let expected = [("run", "09"), ("run", "10"), ("run", "11"), ("status --grid", "11")]
      #expect(calls == expected.map { "\(home) demo key \($0) --pipeline \(nights.pipeline) --as-of 2026-11-\($1)T02:00:00Z" })
      #expect(try Files.readText("\(home)/days") == "1\n2\n3\n")
      let objects = try Files.readText("\(home)/objects").split(separator: "\n").compactMap { Int($0) }
      #expect(objects.count == 3 && objects == Set(objects).sorted() && objects[0] > 0)

      let text = lines.all.joined(separator: "\n")
      #expect(text.contains("night of 2026-11-08  done, "))
      #expect(text.contains("night of 2026-11-09  a quality gate closed, "))
      #expect(text.contains("THE GRID"))
      #expect(text.contains("night of 2026-11-10: gate warn, score 79.9 (60.8 to 79.9), worst: stock"))
      #expect(text.contains("the report: \(home)/reports/quality/2026-11-10/index.html"))

      // The second time the world has nothing new, and the same nights are run again.
      try await nights.run { lines.add($0) }
      #expect(try Files.readText("\(home)/days") == "1\n2\n3\n3\n3\n3\n")
      let again = try await DemoPostgres(home: home, world: .system()).status()
      #expect(!again)
    }
  }

  @Test func aFailedNightStopsTheDemoAndShowsWhatItSaid() async throws {
    try await withNights("echo to output; echo to errors >&2; exit 1") { home, nights in
      let failure = await #expect(throws: Failure.self) { try await nights.run { _ in } }
      #expect(failure?.code == 3905)
      #expect(failure?.message == "the night of 2026-11-08 failed: a job failed")
      #expect(failure?.detail == "to output\nto errors")
      let isRunning = try await DemoPostgres(home: home, world: .system()).status()
      #expect(!isRunning)
    }
  }
}
