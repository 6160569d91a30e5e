import Drivers
import Kernel

/// The built programs, run for real.
struct Products {
  struct Output: Sendable {
    let code: Int32
    let output: String
    let errors: String
  }

  /// The package's root, from where this file is.
  static let root = #filePath.components(before: "/Tests/EndToEndTests/")

  /// Where the test runner's own build put the programs.
  static let folder: String = {
    let world = World.system()
    if let given = world.environment["NIGHTSHIFT_PRODUCTS"] { return given }
    return "\(root)/.build/debug"
  }()

  static var nightshift: String { "\(folder)/nightshift" }
  static var demo: String { "\(folder)/nightshift-demo" }

  /// A small, known environment: no variable of the developer's leaks into a test.
  static func environment(_ more: [String: String] = [:]) -> [String: String] {
    let duckDB = World.system().environment["NIGHTSHIFT_DUCKDB"] ?? "\(root)/.tools/bin/duckdb"
    return ["PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent", "NIGHTSHIFT_DUCKDB": duckDB].merging(more) {
      $1
    }
  }

  static func run(_ program: String, _ arguments: [String], in directory: String, environment: [String: String]) async throws -> Output {
    let result = try await ChildProcess([program] + arguments, environment: environment, directory: directory).run()
    Orphans.bury()
    return Output(code: result.code, output: result.output, errors: result.errorTail)
  }
}

extension String {
  func components(before marker: String) -> String {
    guard let range = self.firstRange(of: marker) else { return self }
    return String(self[..<range.lowerBound])
  }
}
