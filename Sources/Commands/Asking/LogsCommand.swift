import ArgumentParser
import Drivers
import Kernel
import Runner
import State

/// `nightshift logs`: what an attempt wrote.
struct LogsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "Show the log of a job on a date.",
    discussion: "With --json each line is a document of its own, so that it can be followed.\n\n" + ExitCodeHelp.asking)

  @Argument(help: "The job's name.", completion: Completions.jobs) var job: String
  @Option(name: .long, help: ArgumentHelp("The logical date.", valueName: "date"), completion: Completions.dates) var date: String?
  @Option(name: .long, help: ArgumentHelp("Which attempt of the last run (default: the last).", valueName: "n")) var attempt: Int?
  @Flag(name: .shortAndLong, help: "Go on as long as the attempt runs.") var follow = false
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let session = try Session(global)
    let pipeline = try session.pipeline()
    let cell = Cell(job: try session.job(job, pipeline), date: try session.date(date, pipeline))
    let state = try session.stateToRead(pipeline)
    guard let found = try last(cell, state) else {
      let which = attempt.map { "attempt \($0)" } ?? "attempt"
      throw ValidationError(
        "\(cell.job) has no \(which) on \(cell.date); `nightshift why \(cell.job) --date \(cell.date)` shows what was decided")
    }
    var shown = 0
    while true {
      let now = try last(cell, state) ?? found
      let stands = StatusLock.seen(now.state, holder: StatusLock.holder(state.directory))
      let path = now.log.map { "\(state.directory)/\($0)" }
      // An attempt makes its log with the first line that it has to write.
      let bytes = try path.flatMap { Files.exists($0) ? try Files.read($0) : nil } ?? []
      // Whole lines only: the last one may be on its way.
      let end = (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
      if end > shown { Console.write(text(bytes[shown..<end]), to: .output) }
      shown = max(shown, end)
      guard follow, stands == .running else {
        if shown == 0 { Console.write("\(cell): attempt \(now.number) wrote no log: \(stands.rawValue)\n", to: .error) }
        return
      }
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  private func text(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return global.json ? text.split(separator: "\n").map { LogLine.json($0) + "\n" }.joined() : text
  }

  private func last(_ cell: Cell, _ state: StateStore) throws -> AttemptRecord? {
    try state.read { reader in
      guard let run = try reader.jobRuns(of: cell).last else { return nil }
      let attempts = try reader.attempts(ofJobRun: run.id)
      return attempt.map { number in attempts.first { $0.number == number } } ?? attempts.last
    }
  }
}

/// `nightshift.log-line/1`, which `LogLine` writes.
enum LogLineDocument: JSONDocument {
  static let name = "log-line"
  static let about = "one line of an attempt's log"
  static let members: [Shape.Member] = [
    .must("at", .instant, "When it was written"), .must("level", .words(RunEvent.Level.self), "How much it matters"),
    .must("text", .text, "What it says"),
  ]
}
