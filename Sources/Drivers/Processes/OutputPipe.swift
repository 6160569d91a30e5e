import CLinux
import Glibc

/// One output stream of a child, and what has been kept of it.
final class OutputPipe {
  private static let pieceSize = 64 << 10

  let stream: StandardStream
  private(set) var readingEnd: Int32
  private(set) var writingEnd: Int32
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
    closeWritingEnd()
    closeReadingEnd()
  }

  func closeWritingEnd() {
    if writingEnd >= 0 { close(writingEnd) }
    writingEnd = -1
  }

  /// What is in the pipe, at most a piece; nil when nothing is there now, or nothing will come any more (and then `readingEnd` is closed).
  func take() -> [UInt8]? {
    guard readingEnd >= 0 else { return nil }
    var count = 0
    let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, initialized in
      repeat { count = read(readingEnd, buffer.baseAddress, buffer.count) } while count < 0 && errno == EINTR
      initialized = max(0, count)
    }
    if count > 0 { return piece }
    if count == 0 || errno != EAGAIN { closeReadingEnd() }
    return nil
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

  private func closeReadingEnd() {
    if readingEnd >= 0 { close(readingEnd) }
    readingEnd = -1
  }
}
