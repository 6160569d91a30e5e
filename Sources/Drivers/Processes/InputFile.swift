import CLinux
import Glibc

/// What a child reads from its standard input: a file in memory, so that nobody has to feed it and a child that does not read breaks no pipe.
final class InputFile {
  private static let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)

  let descriptor: Int32

  /// Nil, with `errno` set, when there is no memory for it.
  init?(_ text: String) {
    descriptor = text.isEmpty ? Self.nothing : linux_memory_file("nightshift-input")
    guard descriptor >= 0 else { return nil }
    var text = text
    guard text.withUTF8({ Descriptor.writeAll(UnsafeRawBufferPointer($0), to: descriptor) }),
      text.isEmpty || lseek(descriptor, 0, SEEK_SET) == 0
    else { return nil }
  }

  deinit { if descriptor >= 0, descriptor != Self.nothing { close(descriptor) } }
}
