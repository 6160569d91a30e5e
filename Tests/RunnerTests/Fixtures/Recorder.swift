import Kernel
import Synchronization

/// What a run tells, as it tells it.
final class Recorder: Sendable {
  private let kept = Mutex<[RunEvent]>([])

  @Sendable func add(_ event: RunEvent) { kept.withLock { $0.append(event) } }

  var events: [RunEvent] { kept.withLock { $0 } }

  /// `start a@2026-11-21` and `end a@2026-11-21`, in their order.
  var turns: [String] {
    events.compactMap { event in
      switch event {
      case .attemptStarted(let cell, _, _): "start \(cell)"
      case .cellFinished(let cell, _, _, _): "end \(cell)"
      default: nil
      }
    }
  }

  var starts: [String] { turns.filter { $0.hasPrefix("start ") }.map { String($0.dropFirst(6)) } }

  var risks: [DeadlineRisk] {
    events.compactMap { if case .deadlineAtRisk(let risk) = $0 { risk } else { nil } }
  }
}
