import Kernel
import State

/// Whether the clock that decisions are made with can be right: not behind the last finished run, not far ahead of the newest data.
enum ClockGuard {
  private static let reach = Span.seconds(48 * 3600)

  /// What is wrong with it; nil when nothing is known to be.
  static func problem(at now: Instant, state: StateStore) throws(Failure) -> String? {
    let (lastRun, newest) = try state.read { (try $0.newestAsOf(), try $0.newestDelivery()) }
    if let lastRun, now < lastRun {
      return
        "it says \(now.readable), but a run has already finished at \(lastRun.readable) (if that one was wrong: `nightshift state clock`)"
    }
    if let newest, now > newest.adding(reach) {
      return "it says \(now.readable), more than 48 hours after the newest object (\(newest.readable))"
    }
    return nil
  }
}
