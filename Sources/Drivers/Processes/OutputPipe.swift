import CLinux
import Glibc

/// One output stream of a child, and what has been kept of it.
final class OutputPipe {
  private static let pieceSize = 64 << 10

  let stream: StandardStream
  let readingEnd: Int32
  /// Open here as long as the child may run: a pipe without writers would wake who waits for the child before it has ended.
  let writingEnd: Int32
  private let limit: Int
  private var bytes: [UInt8] = []
  /// More than the limit has come; of standard error, the last part is kept.
  private(set) var isOverfull = false

  /// Nil, with `errno` set, when the system has no pipe to give.
  init?(_ stream: StandardStream, of child: ChildProcess) {
    var ends: [Int32] = [-1, -1]
    guard linux_pipe(&ends) == 0 else { return nil }
    self.stream = stream
    limit = stream == .output ? child.outputLimit : child.errorLimit
    readingEnd = ends[0]
    writingEnd = ends[1]
    _ = fcntl(readingEnd, F_SETFL, O_NONBLOCK)
  }

  deinit {
    close(readingEnd)
    close(writingEnd)
  }

  /// What is in the pipe, at most a piece; nil when nothing is there now.
  func take() -> [UInt8]? {
    var count = 0
    let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, initialized in
      repeat { count = read(readingEnd, buffer.baseAddress, buffer.count) } while count < 0 && errno == EINTR
      initialized = max(0, count)
    }
    return count > 0 ? piece : nil
  }

  func keep(_ piece: [UInt8]) {
    if isOverfull, stream == .output { return }
    bytes += piece
    if bytes.count > limit {
      isOverfull = true
      bytes.removeFirst(bytes.count - limit)
    }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}
