import Drivers
import GRDB
import Kernel

extension StateStore {
  /// The number of the last run that a folder still knows without its state file: by its newest backup and its logs; 0 when neither does.
  public static func lastRunKnown(in directory: String) -> Int {
    let files = StateFiles(directory: directory)
    var configuration = Configuration()
    configuration.readonly = true
    let backedUp = files.newestBackup.flatMap { path in
      try? DatabaseQueue(path: path, configuration: configuration).read {
        try Int.fetchOne($0, sql: "SELECT max(id) FROM run")
      }
    }
    let logged = ((try? Files.list("\(directory)/logs")) ?? []).compactMap { run(ofLog: $0.path) }
    return max(backedUp ?? 0, logged.max() ?? 0)
  }

  /// `2026-11-21/quality.run14-attempt1.log`.
  static func run(ofLog path: String) -> Int? {
    path.ranges(of: ".run").last.flatMap { Int(path[$0.upperBound...].prefix { $0.isNumber }) }
  }
}
