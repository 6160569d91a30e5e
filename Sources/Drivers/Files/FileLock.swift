import Glibc
public import Kernel

/// An exclusive lock that the kernel holds for this process and drops at its death, however it dies.
public final class FileLock: Sendable {
  /// Who only asks for the holder has the lock for a moment; that must not cost anybody a run.
  private static let moments = 20, moment: UInt32 = 5_000

  private let descriptor: Int32

  /// Takes the lock on `path` (made when missing) and writes `holder` into it for others to read.
  /// - Throws: `NS3002` with the holder's own words when another process has it and `wait` is false.
  public init(path: String, holder: String, wait: Bool = false) throws(Failure) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
    guard descriptor >= 0 else { throw Files.failure("open", path) }
    var tries = 0
    while flock(descriptor, wait ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      if number == EINTR { continue }
      tries += 1
      if number == EWOULDBLOCK, tries < Self.moments {
        usleep(Self.moment)
        continue
      }
      close(descriptor)
      errno = number
      guard number == EWOULDBLOCK else { throw Files.failure("lock", path) }
      let text = (try? Files.readText(path)) ?? ""
      throw Failure(
        3002, "another nightshift is at work: \(text.isEmpty ? "holder unknown" : text)", hint: "wait for it, or start with --wait")
    }
    self.descriptor = descriptor
    ftruncate(descriptor, 0)
    _ = holder.withCString { pwrite(descriptor, $0, strlen($0), 0) }
  }

  deinit {
    // Given up by name: a child between its fork and its exec still has the descriptor.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// What the present holder wrote, or nil when nobody holds the lock.
  public static func holder(path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
    return try? Files.readText(path)
  }
}
