import CLinux
import Glibc
import Synchronization

/// The one thread that starts every child and waits for all of them.
///
/// `PR_SET_PDEATHSIG` fires when the *thread* that made a child ends, not the process, so children are made by a thread that lives as long as
/// the process does. It sleeps in `poll` over the children's pipes and process descriptors.
///
/// It is an executor too: for tasks that do little but wait for children, so that the end of one reaches them, and the next begins, without
/// another thread being woken.
final class ProcessKeeper: TaskExecutor {
  typealias Answer = CheckedContinuation<ChildProcess.Result, any Error>

  private enum Order {
    case start(ChildProcess, path: String, number: Int, Answer)
    case end(Int)
  }

  static let shared = ProcessKeeper()

  private struct Inbox {
    var orders: [Order] = []
    var jobs: [UnownedJob] = []
    var thread: pthread_t?
  }

  private let inbox = Mutex(Inbox())
  private let numbers = Atomic(0)
  /// An eventfd that wakes the thread.
  private let bell = linux_bell()

  private init() {
    // The subreaper adopts what its descendants leave behind, so that it can be found.
    _ = linux_become_subreaper()
    var thread = pthread_t()
    let own = Unmanaged.passRetained(self).toOpaque()
    pthread_create(
      &thread, nil,
      { own in
        own.map { Unmanaged<ProcessKeeper>.fromOpaque($0).takeUnretainedValue().keep() }
        return nil
      }, own)
    pthread_detach(thread)
  }

  /// A number for a child that is going to be started; never given twice.
  func number() -> Int { numbers.add(1, ordering: .relaxed).newValue }

  func start(_ child: ChildProcess, path: String, number: Int, _ answer: Answer) { give(.start(child, path: path, number: number, answer)) }

  /// Ends the child's process group; nothing when it has ended.
  func end(_ number: Int) { give(.end(number)) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    put { $0.jobs.append(job) }
  }

  private func give(_ order: Order) { put { $0.orders.append(order) } }

  /// Its own thread looks into the inbox before it sleeps.
  private func put(_ change: (inout Inbox) -> Void) {
    let isOwn = inbox.withLock { inbox in
      change(&inbox)
      return inbox.thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false
    }
    if !isOwn { eventfd_write(bell, 1) }
  }

  private func keep() {
    // All but one: who has children and blocks SIGCHLD leaves it to another thread, which is woken for nothing.
    var mask = sigset_t()
    sigfillset(&mask)
    sigdelset(&mask, SIGCHLD)
    pthread_sigmask(SIG_SETMASK, &mask, nil)
    inbox.withLock { $0.thread = pthread_self() }
    var children: [(number: Int, child: RunningChild, answer: Answer)] = []
    while true {
      while let (orders, jobs) = taken() {
        for order in orders {
          switch order {
          case .start(let request, let path, let number, let answer):
            do {
              children.append((number, try RunningChild(request, path: path), answer))
            } catch {
              answer.resume(throwing: error)
            }
          case .end(let number):
            for child in children where child.number == number { child.child.end() }
          }
        }
        for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
      }
      wait(for: children.map(\.child))
      children.removeAll { child in
        guard let ending = child.child.proceed() else { return false }
        child.answer.resume(with: ending)
        return true
      }
    }
  }

  /// What has come since the last time; nil when it is nothing.
  private func taken() -> (orders: [Order], jobs: [UnownedJob])? {
    inbox.withLock { inbox in
      guard !inbox.orders.isEmpty || !inbox.jobs.isEmpty else { return nil }
      defer { (inbox.orders, inbox.jobs) = ([], []) }
      return (inbox.orders, inbox.jobs)
    }
  }

  private func wait(for children: [RunningChild]) {
    var polls = [pollfd(fd: bell, events: Int16(POLLIN), revents: 0)]
    for child in children { polls += child.watched.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) } }
    let timeout = children.compactMap(\.patience).min()
    poll(&polls, nfds_t(polls.count), timeout ?? -1)
    var count: eventfd_t = 0
    eventfd_read(bell, &count)
    let ready = Set(polls.filter { $0.revents != 0 }.map(\.fd))
    for child in children { child.read(ready) }
  }
}
