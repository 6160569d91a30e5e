import ArgumentParser
import Kernel

/// The options that decide what a demo is made of.
struct RecipeOptions: ParsableArguments {
  @Option(help: "The first day (UTC).") var from = "2026-11-08"
  @Option(help: "How many days, 1 to 3660.") var days = 14
  @Option(help: "The same seed gives the same bytes.") var seed: UInt64 = 7
  @Option(help: "Volume; 1 is six to ten thousand events a day.") var scale = 1.0
  @Option(help: "The form of the events: bare or envelope.") var wire: Wire = .bare

  func settings() throws -> DemoSettings {
    guard let from = LogicalDate(from) else { throw ValidationError("--from \(from) is not a date (YYYY-MM-DD)") }
    guard (1...3660).contains(days) else { throw ValidationError("--days must be 1 to 3660") }
    guard scale > 0, scale <= 10_000 else { throw ValidationError("--scale must be more than 0 and at most 10000") }
    return DemoSettings(from: from, days: days, seed: seed, scale: scale, wire: wire)
  }
}

extension Wire: ExpressibleByArgument {}
