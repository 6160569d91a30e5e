import CLinux
import Glibc
import Synchronization

/// The one thread that starts every child and waits for all of them.
///
/// `PR_SET_PDEATHSIG` fires when the *thread* that made a child ends, not the process, so children are made by a thread that lives as long as
/// the process does. It sleeps in `poll` over the children's pipes and process descriptors.
final class ProcessKeeper: Sendable {
  typealias Answer = CheckedContinuation<ChildProcess.Result, any Error>

  private enum Order {
    case start(ChildProcess, path: String, number: Int, Answer)
    case end(Int)
  }

  static let shared = ProcessKeeper()

  private let orders = Mutex<[Order]>([])
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

  private func give(_ order: Order) {
    orders.withLock { $0.append(order) }
    eventfd_write(bell, 1)
  }

  private func keep() {
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, nil)
    var children: [(number: Int, child: RunningChild, answer: Answer)] = []
    while true {
      for order in orders.withLock({ orders in
        defer { orders = [] }
        return orders
      }) {
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
      wait(for: children.map(\.child))
      children.removeAll { child in
        guard let ending = child.child.proceed() else { return false }
        child.answer.resume(with: ending)
        return true
      }
    }
  }

  private func wait(for children: [RunningChild]) {
    var polls = [pollfd(fd: bell, events: Int16(POLLIN), revents: 0)]
    // A closed pipe is -1, which poll passes over.
    for child in children { polls += child.watched.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) } }
    let timeout = children.compactMap(\.patience).min()
    poll(&polls, nfds_t(polls.count), timeout ?? -1)
    var count: eventfd_t = 0
    eventfd_read(bell, &count)
    let ready = Set(polls.filter { $0.revents != 0 }.map(\.fd))
    for child in children { child.read(ready) }
  }
}
