import Drivers
import Kernel

/// Puts objects into the spool, each with the time of its arrival.
final class SpoolWriter {
  private let root: String
  private var folders: Set<String> = []
  private(set) var objects = 0
  private(set) var bytes = 0

  init(root: String) { self.root = root }

  func write(_ key: String, _ content: [UInt8], modified: Instant) throws {
    let folder = Files.directory(of: "\(root)/\(key)")
    if folders.insert(folder).inserted {
      try OutputFile.makeFolder(folder)
      // Folders are made in the order of time: only the newest matter.
      if folders.count > 64 { folders = [folder] }
    }
    let file = try OutputFile(path: "\(root)/\(key)")
    try file.write(content)
    try file.close(modified: modified)
    objects += 1
    bytes += content.count
  }
}
