import Drivers
import Glibc
import Synchronization

/// Folders that go when the test process ends.
enum AtExit {
  private static let paths = Mutex<[String]>([])

  static func remove(_ path: String) {
    let isFirst = paths.withLock { paths in
      paths.append(path)
      return paths.count == 1
    }
    if isFirst { atexit { for path in AtExit.paths.withLock({ $0 }) { try? Files.remove(path) } } }
  }
}
