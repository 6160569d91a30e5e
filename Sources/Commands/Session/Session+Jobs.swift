import ArgumentParser
import JobKit
import Kernel
import Pipeline

extension Session {
  /// A job that the pipeline has, or a usage error with the nearest name.
  func job(_ text: String, _ pipeline: LoadedPipeline) throws -> JobName {
    let name = JobName(text)
    if pipeline[name] != nil { return name }
    let names = pipeline.document.jobs.map(\.name.rawValue)
    let hint = Suggestion.nearest(to: text, in: names).map { "did you mean '\($0)'?" } ?? "there are: \(names.joined(separator: ", "))"
    throw ValidationError("no job is called '\(text)'; \(hint)")
  }
}
