import Drivers
import Glibc
import Kernel
import TestSupport
import Testing

@Suite struct PostgresConnectingTests {
  @Test func aWrongPasswordIsFinalAndNotRepeated() async throws {
    let server = try await ThrowawayPostgres.shared()
    let failure = await expect(3205, .never) {
      _ = try await PostgresConnection.open(dsn: server.dsn("postgres", user: "locked", password: "canary-9f"))
    }
    #expect(failure?.debugDescription.contains("canary-9f") == false)
    let right = try await PostgresConnection.open(dsn: server.dsn("postgres", user: "locked", password: "right"))
    #expect(try await right.query("SELECT current_user").value == "locked")
  }

  @Test func aMissingPasswordIsFinal() async throws {
    let server = try await ThrowawayPostgres.shared()
    await expect(3205, .never) { _ = try await PostgresConnection.open(dsn: server.dsn("postgres", user: "locked")) }
  }

  @Test func anUnknownRoleIsFinal() async throws {
    let server = try await ThrowawayPostgres.shared()
    await expect(3205, .never) { _ = try await PostgresConnection.open(dsn: server.dsn("postgres", user: "stranger")) }
  }

  @Test func anUnknownDatabaseIsFinalAndNamed() async throws {
    let server = try await ThrowawayPostgres.shared()
    let failure = await expect(3206, .never) { _ = try await PostgresConnection.open(dsn: server.dsn("atlantis")) }
    #expect(failure?.message.contains("'atlantis'") == true)
  }

  @Test func nobodyListeningIsWorthAnotherTry() async {
    await expect(3203, .backoff) { _ = try await PostgresConnection.open(dsn: Redacted("host=127.0.0.1 port=1 dbname=x")) }
    await expect(3203, .backoff) { _ = try await PostgresConnection.open(dsn: Redacted("host=/nonexistent dbname=x")) }
  }

  @Test func anUnknownHostIsNamedAndWorthAnotherTry() async {
    let failure = await expect(3204, .backoff) {
      _ = try await PostgresConnection.open(dsn: Redacted("postgresql://u:canary-9f@nightshift.invalid/x"))
    }
    #expect(failure?.message.contains("nightshift.invalid") == true)
    #expect(failure?.debugDescription.contains("canary-9f") == false)
  }

  @Test(arguments: [
    "host=db.invalid sslmode=require", "host=db.invalid sslmode=disable", "host=10.0.0.1 sslmode=verify-ca",
    "host=localhost hostaddr=192.0.2.1 sslmode=prefer", "host=127.0.0.1,192.0.2.1 sslmode=allow",
  ])
  func aRemoteHostWithoutVerifiedTLSIsRefusedBeforeAnythingIsSent(_ dsn: String) async {
    await expect(3202, .never) { _ = try await PostgresConnection.open(dsn: Redacted(dsn + " dbname=x")) }
  }

  @Test(arguments: ["postgresql://u:canary-9f%@h", "password canary-9f", "nonsense=canary-9f"])
  func anUnreadableConnectionStringIsNotQuoted(_ dsn: String) async {
    let failure = await expect(3201, .never) { _ = try await PostgresConnection.open(dsn: Redacted(dsn)) }
    #expect(failure?.debugDescription.contains("canary-9f") == false)
  }

  @Test func aSilentServerTimesOut() async throws {
    let listener = try SilentListener()
    await expect(3208, .backoff) {
      _ = try await PostgresConnection.open(
        dsn: Redacted("host=127.0.0.1 port=\(listener.port) dbname=x sslmode=disable"),
        settings: PostgresSettings(connectTimeout: .seconds(1)))
    }
  }
}

/// A TCP port whose connections the kernel accepts and nobody answers.
private final class SilentListener {
  let port: Int
  private let descriptor: Int32

  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, length) == 0 && listen(descriptor, 8) == 0 && getsockname(descriptor, pointer, &length) == 0
      }
    }
    try #require(status)
    self.descriptor = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }
}
