import Dispatch
import Glibc
import Kernel
import TestSupport
import Testing

/// Stands between one client and a PostgreSQL socket and cuts the connection after so many bytes of the server's words.
final class CuttingProxy: Sendable {
  /// What `host=` names to come here.
  let folder: String
  private let listener: Int32

  init(to server: String, cutAfter limit: Int) throws {
    folder = try makeScratchFolder()
    let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    try #require(Self.address("\(folder)/.s.PGSQL.5432") { bind(listener, $0, $1) } == 0)
    try #require(listen(listener, 1) == 0)
    self.listener = listener
    DispatchQueue(label: "cutting proxy").async { Self.serve(listener, "\(server)/.s.PGSQL.5432", limit) }
  }

  deinit {
    unlink("\(folder)/.s.PGSQL.5432")
    rmdir(folder)
    // Wakes an accept that nobody came for.
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private static func serve(_ listener: Int32, _ target: String, _ limit: Int) {
    let client = accept(listener, nil, nil)
    guard client >= 0 else { return }
    let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer {
      close(client)
      close(server)
    }
    guard address(target, { connect(server, $0, $1) }) == 0 else { return }
    var left = limit
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    var sockets = [pollfd(fd: client, events: Int16(POLLIN), revents: 0), pollfd(fd: server, events: Int16(POLLIN), revents: 0)]
    while left > 0, poll(&sockets, 2, -1) > 0 {
      if sockets[0].revents != 0 {
        let count = read(client, &buffer, buffer.count)
        guard count > 0, send(server, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
      }
      if sockets[1].revents != 0 {
        let count = read(server, &buffer, min(buffer.count, left))
        guard count > 0 else { return }
        left -= count
        var sent = 0
        while sent < count {
          let step = buffer.withUnsafeBytes { send(client, $0.baseAddress! + sent, count - sent, Int32(MSG_NOSIGNAL)) }
          guard step > 0 else { return }
          sent += step
        }
      }
    }
  }

  private static func address(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }
}
