import Dispatch

/// The thread that one connection's libpq calls run on: they wait for a server, and the shared pool of Swift's tasks must never wait.
final class ConnectionThread: SerialExecutor {
  private let queue = DispatchQueue(label: "nightshift.postgres")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedSerialExecutor()
    queue.async { job.runSynchronously(on: executor) }
  }
}
