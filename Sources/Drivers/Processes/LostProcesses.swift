import CLinux
import Glibc

/// Processes that outlived the nightshift that started them.
///
/// The kernel kills a child with its parent, but not the child's own children. They still carry the environment that the child was given,
/// and so are found again, wherever they have gone.
public enum LostProcesses {
  /// Kills every process of this machine that carries all these variables, and returns once they are gone. This process is spared.
  /// - Parameter environment: names that begin with `NIGHTSHIFT_`; others do not count.
  /// - Returns: how many there were.
  @discardableResult
  public static func end(carrying environment: [String: String]) -> Int {
    var ended = 0
    while true {
      // Looked for again: one of them may have started another meanwhile.
      let found = Descendants.everybody().filter { $0 != getpid() && Descendants.carries($0, environment) }
      if found.isEmpty { return ended }
      ended += found.count
      var endings = found.map { pollfd(fd: linux_pidfd_open($0), events: Int16(POLLIN), revents: 0) }
      defer { for ending in endings where ending.fd >= 0 { close(ending.fd) } }
      for process in found { kill(process, SIGKILL) }
      while endings.contains(where: { $0.fd >= 0 && $0.revents == 0 }) {
        var waiting = endings.filter { $0.fd >= 0 && $0.revents == 0 }
        guard poll(&waiting, nfds_t(waiting.count), 10_000) > 0 else { return ended }
        let gone = Set(waiting.filter { $0.revents != 0 }.map(\.fd))
        for index in endings.indices where gone.contains(endings[index].fd) { endings[index].revents = 1 }
      }
    }
  }
}
