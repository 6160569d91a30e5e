import Drivers
import Synchronization

/// Hands on what a program prints line by line. Its two streams are cut apart from each other, so that no line is made of both.
final class OutputLines: Sendable {
  private let splitters = Mutex<[StandardStream: LineSplitter]>([:])
  private let emit: @Sendable (String) -> Void

  init(_ emit: @escaping @Sendable (String) -> Void) { self.emit = emit }

  func add(_ stream: StandardStream, _ bytes: [UInt8]) {
    splitters.withLock { $0[stream, default: LineSplitter()].add(bytes) }.forEach(emit)
  }

  /// What both end with.
  func finish() {
    for stream in [StandardStream.output, .error] {
      if let line = splitters.withLock({ $0[stream]?.finish() }) { emit(line) }
    }
  }
}
