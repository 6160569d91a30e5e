import CLibPQ
import Kernel

/// Where a connection string leads, as far as safety and messages need to know. Holds no secret.
struct PostgresTarget {
  let hosts: [String]
  let port: String
  let database: String
  let sslMode: String
  let connectSeconds: Int?

  /// Reads the parts of a connection string as written; what it leaves out is empty.
  /// - Throws: `NS3201`, `NS3220`. libpq's own words are left out of it, because they quote pieces of the string.
  init(parsing dsn: Redacted<String>) throws(Failure) {
    try LibPQ.load()
    let text = dsn.reveal()
    guard !text.utf8.contains(0), let options = PQconninfoParse(text, nil) else {
      throw Failure(
        3201, "the PostgreSQL connection string cannot be read",
        hint: "write postgresql://user@host:5432/database or `host=… dbname=… user=…`; encode special characters of a password as %XX")
    }
    self.init(options)
  }

  /// Reads what libpq really uses: the string, then its environment and service file.
  init(of connection: OpaquePointer) { self.init(PQconninfo(connection)) }

  private init(_ options: UnsafeMutablePointer<PQconninfoOption>?) {
    var values: [String: String] = [:]
    var option = options
    while let current = option, let keyword = current.pointee.keyword {
      if let value = current.pointee.val { values[String(cString: keyword)] = String(cString: value) }
      option = current + 1
    }
    PQconninfoFree(options)
    let addresses = values["hostaddr"].flatMap { $0.isEmpty ? nil : $0 } ?? values["host"] ?? ""
    hosts = addresses.split(separator: ",", omittingEmptySubsequences: true).map(String.init)
    port = values["port"] ?? "5432"
    database = values["dbname"] ?? ""
    sslMode = values["sslmode"] ?? ""
    connectSeconds = values["connect_timeout"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// True when no byte leaves the machine: a socket folder, or a loopback address.
  var isLocal: Bool { hosts.allSatisfy(Self.isLocal) }

  /// For messages: `db.example.com:5432`, `the socket in /run/postgresql`.
  var place: String {
    guard let host = hosts.first else { return "the local socket" }
    return host.hasPrefix("/") ? "the socket in \(host)" : "\(hosts.joined(separator: ",")):\(port)"
  }

  /// - Throws: `NS3202` when a password or a row could cross a network that nobody has proved to lead to the right server.
  func requireVerifiedTLS() throws(Failure) {
    guard !isLocal, sslMode != "verify-full" else { return }
    throw Failure(
      3202, "sslmode=\(sslMode.isEmpty ? "prefer" : sslMode) is refused for the remote host \(place)",
      hint: "remove sslmode from the connection string (verify-full is used) and give sslrootcert=/path/to/the/ca.pem")
  }

  private static func isLocal(_ host: String) -> Bool {
    host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1" || isLoopbackIPv4(host)
  }

  private static func isLoopbackIPv4(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
