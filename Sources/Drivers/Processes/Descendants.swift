import Glibc

/// Processes that children have left behind.
enum Descendants {
  /// Those whose parent has ended and whose parent is now this process, the subreaper. The kernel gives them to the oldest thread;
  /// children that this process has made itself belong to the threads that made them.
  static func adopted() -> [pid_t] {
    (contents(of: children) ?? []).split(separator: UInt8(ascii: " ")).compactMap { pid_t(String(decoding: $0, as: UTF8.self)) }
  }

  /// Open as long as the process lives: it is asked for every child that ends.
  private static let children = open("/proc/\(getpid())/task/\(getpid())/children", O_RDONLY | O_CLOEXEC)

  /// `process` comes from the child: it is of its group or session, or carries all of the child's `NIGHTSHIFT_…` variables.
  static func belongs(_ process: pid_t, to child: pid_t, environment: [String: String]) -> Bool {
    getpgid(process) == child || getsid(process) == child || carries(process, environment)
  }

  /// A process that was given other variables, or belongs to another user, does not.
  static func carries(_ process: pid_t, _ environment: [String: String]) -> Bool {
    let marks = environment.filter { $0.key.hasPrefix("NIGHTSHIFT_") }.map { Array("\($0.key)=\($0.value)".utf8) }
    guard !marks.isEmpty, let bytes = contents("/proc/\(process)/environ") else { return false }
    let entries = Set(bytes.split(separator: 0).map(Array.init))
    return marks.allSatisfy(entries.contains)
  }

  /// Every process that this one can see.
  static func everybody() -> [pid_t] { ((try? Files.subdirectories("/proc")) ?? []).compactMap { pid_t($0) } }

  private static func contents(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return contents(of: descriptor)
  }

  /// From the beginning. The kernel's files have no size to be known beforehand.
  private static func contents(of descriptor: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = pread(descriptor, &piece, piece.count, bytes.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += piece[..<count]
    }
  }
}
