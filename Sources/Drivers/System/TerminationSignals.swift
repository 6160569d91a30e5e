import Dispatch
import Glibc

/// Tells of SIGINT and SIGTERM instead of dying of them. A second one of either kills at once.
/// `@unchecked`: the sources are made in `init` and never touched again.
public final class TerminationSignals: @unchecked Sendable {
  private let sources: [any DispatchSourceSignal]

  /// - Parameter handler: called on a background thread with the signal's number.
  public init(_ handler: @escaping @Sendable (Int32) -> Void) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        signal(number, SIG_DFL)
        handler(number)
      }
      source.resume()
      return source
    }
  }
}
