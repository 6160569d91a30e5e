import ArgumentParser
import Drivers
import JobKit
import Kernel
import Pipeline
import State

/// Candidates that a shell asks for while a person types, taken from the pipeline and the state that the line so far names. A pipeline or a
/// state that cannot be read gives none: a completion must never print a problem.
enum Completions {
  /// Job names; behind a selector's comma too.
  static let jobs = CompletionKind.custom { words, _, prefix in
    guard let pipeline = session(words)?.pipelineForCompletion() else { return [] }
    let typed = prefix.lastIndex(of: ",").map { String(prefix[...$0]) } ?? ""
    return pipeline.ordered.map { typed + $0.name.rawValue }
  }

  /// The dates that need a person, then the last month's, newest first.
  static let dates = CompletionKind.custom { words, _, _ in
    guard let session = session(words), let pipeline = session.pipelineForCompletion() else { return [] }
    let schedule = pipeline.document.schedule
    let last = schedule.lastClosed(at: session.world.now())
    let month = stride(from: 0, to: 31, by: 1).map { last.adding(days: -$0) }.filter { $0 >= schedule.start }
    let needy = try? session.stateToRead().read { reader in
      try reader.cellSummaries(in: CellState.needingAPerson).map(\.cell.date).filter {
        (schedule.start...max(schedule.start, last)).contains($0)
      }
    }
    var seen: Set<LogicalDate> = []
    return ((needy ?? []).sorted(by: >) + month).filter { seen.insert($0).inserted }.map(\.description)
  }

  private static func session(_ words: [String]) -> Session? {
    let given = ["--pipeline", "--state", "--as-of"].flatMap { name in value(of: name, in: words).map { [name, $0] } ?? [] }
    return try? Session(GlobalOptions.parse(given))
  }

  /// `--name value` or `--name=value`.
  private static func value(of name: String, in words: [String]) -> String? {
    if let index = words.firstIndex(of: name), index + 1 < words.count { return words[index + 1] }
    return words.first { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
  }
}

extension Session {
  /// The pipeline, or nothing: what is wrong with it is not said.
  fileprivate func pipelineForCompletion() -> LoadedPipeline? {
    PipelineLoader.load(file: pipelineFile, registry: BuiltIn.kinds, world: world).pipeline
  }
}
