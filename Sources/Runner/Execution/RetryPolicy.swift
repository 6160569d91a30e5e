import Kernel
import Pipeline

/// When to try again: exponential from `backoff` up to `cap`, with a jitter that depends only on the cell and the attempt.
enum RetryPolicy {
  /// The wait before the next attempt; nil when there is none.
  static func wait(after attempt: Int, failure: Failure, cell: Cell, retries: JobDeclaration.Retries) -> Span? {
    guard failure.retry == .backoff, attempt <= retries.limit else { return nil }
    let doubled = retries.backoff.microseconds.multipliedReportingOverflow(by: 1 << min(attempt - 1, 20))
    let full = min(doubled.overflow ? Int.max : doubled.partialValue, retries.cap.microseconds)
    // Between half and all of the wait, the same on every replay.
    let hash = FNV1a.of("\(cell)#\(attempt)")
    return Span(microseconds: full / 2 + Int(hash % UInt64(max(1, full / 2 + 1))))
  }
}
