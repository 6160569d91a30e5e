import Drivers
import JobKit
import Kernel
import Pipeline

/// Reads the check files that a quality job names.
struct CheckFiles {
  let scope: JobScope
  let location: SourceLocation

  init(_ scope: JobScope, location: SourceLocation) {
    self.scope = scope
    self.location = location
  }

  /// Every `.yaml` and `.yml` file of the folder, or the one file, in the order of their names. Problems go to `fields`.
  func read(_ path: String, _ fields: inout Fields) -> [DatasetChecks] {
    let folder = Files.directory(of: scope.document.file)
    let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
    let root = trimmed.hasPrefix("/") ? trimmed : scope.world.absolute("\(folder)/\(trimmed)")
    let files: [(name: String, path: String)]
    if Files.isDirectory(root) {
      let listed = (try? Files.list(root)) ?? []
      files = listed.map(\.path).filter { !$0.contains("/") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) }.map {
        ("\(trimmed)/\($0)", "\(root)/\($0)")
      }
    } else {
      files = Files.exists(root) ? [(trimmed, root)] : []
    }
    guard !files.isEmpty else {
      fields.report(
        Diagnostic(
          6408, "'\(path)' holds no check file", at: location,
          hint: "a check file is YAML with `dataset` and `checks`, looked for beside the pipeline file"))
      return []
    }
    var result: [DatasetChecks] = []
    for file in files {
      let reading = YAMLReader.read(file: file.path, world: scope.world)
      for diagnostic in reading.diagnostics { fields.report(diagnostic) }
      guard let value = reading.value else { continue }
      var own = Fields(value, what: "check file '\(Files.name(of: file.path))'")
      let dataset = DatasetChecks(&own, value: value, file: file.name)
      own.finish()
      for diagnostic in own.diagnostics { fields.report(diagnostic) }
      if result.contains(where: { $0.table == dataset.table }), !dataset.table.rawValue.isEmpty {
        fields.report(
          Diagnostic(6403, "two check files are about \(dataset.table)", at: value.location, hint: "move their checks into one file"))
      }
      result.append(dataset)
    }
    return result
  }
}
