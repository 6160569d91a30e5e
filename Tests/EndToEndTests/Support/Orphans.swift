import Glibc
import Synchronization

/// What programs leave behind that are killed comes to this process, because `ChildProcess` makes it the subreaper; nobody else waits for it.
enum Orphans {
  private static let spared = Mutex<Set<pid_t>>([])

  /// Names children of this process that their own owner waits for: the kernel may count them among the orphans when their thread has ended.
  @discardableResult
  static func sparing<Result: Sendable>(_ change: (inout Set<pid_t>) -> Result) -> Result { spared.withLock { change(&$0) } }

  /// Lets the dead ones go.
  static func bury() {
    guard let list = fopen("/proc/self/task/\(getpid())/children", "r") else { return }
    defer { fclose(list) }
    var line = [CChar](repeating: 0, count: 65_536)
    fgets(&line, 65_536, list)
    let children = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: " ")
    spared.withLock { spared in
      for child in children.compactMap({ pid_t($0) }) where !spared.contains(child) { waitpid(child, nil, WNOHANG) }
    }
  }
}
