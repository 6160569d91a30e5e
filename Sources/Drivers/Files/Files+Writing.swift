import Glibc
import Kernel

extension Files {
  /// A descriptor for writing to `path`, which is created, or emptied when it is there; a symbolic link is refused.
  static func openNew(_ path: String, mode: mode_t) throws(Failure) -> Int32 {
    guard Failpoint.fileCreate.passes(path) else { throw failure("create", path) }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else { throw failure("create", path) }
    return descriptor
  }

  /// Hands all of `bytes` to the kernel: false, with `errno` set, when it did not take them all.
  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: @autoclosure () -> String) -> Bool {
    guard Failpoint.fileWrite.passes(path()) else { return false }
    return Descriptor.writeAll(bytes, to: descriptor)
  }
}
