import Drivers
import Kernel
import TestSupport
import Testing

/// A connection that breaks anywhere gives a failure worth another try, never a part of the rows as if it were all.
@Suite struct BrokenConnectionTests {
  private static let rows = 2000
  private static let select = "SELECT n, repeat(md5(n::text), 3) FROM generate_series(1, \(rows)) n"

  @Test func aCutAtAnyByteIsAFailureAndNeverAShortAnswer() async throws {
    let server = try await ThrowawayPostgres.shared()
    let whole = try await bytes(server)
    // Through the greeting and the settings byte by byte in small steps, through the rows in large ones, and the very last bytes.
    let offsets =
      Array(stride(from: 1, to: 1200, by: 37)) + Array(stride(from: 1200, to: whole - 40, by: whole / 12))
      + Array((whole - 40)..<(whole - 6))
    var completed: [Int] = []
    for offset in offsets {
      let proxy = try CuttingProxy(to: server.folder, cutAfter: offset)
      do {
        let received = try await copied(proxy.folder)
        #expect(received == Self.rows, "cut after \(offset) bytes")
        completed.append(offset)
      } catch let failure as Failure {
        #expect(failure.retry == .backoff, "cut after \(offset) bytes: \(failure.debugDescription)")
        #expect([3203, 3209].contains(failure.code.number), "cut after \(offset) bytes: \(failure.debugDescription)")
      }
    }
    // The answer is complete once its last message is; a cut in what follows harms nobody.
    #expect(completed.allSatisfy { $0 > whole - 20 })
    let proxy = try CuttingProxy(to: server.folder, cutAfter: 1 << 30)
    #expect(try await copied(proxy.folder) == Self.rows)
  }

  private func copied(_ folder: String) async throws -> Int {
    let connection = try await PostgresConnection.open(dsn: Redacted("host=\(folder) dbname=postgres user=postgres"))
    var lines = 0
    let announced = try await connection.copy(Self.select) { batch in lines += batch.bytes.count { $0 == UInt8(ascii: "\n") } }
    #expect(announced == lines)
    return lines
  }

  /// How many bytes the server sends for all of it, by halving: the least limit that lets the answer through.
  private func bytes(_ server: ThrowawayPostgres) async throws -> Int {
    var low = 1, high = 1 << 20
    while low < high {
      let middle = (low + high) / 2
      let proxy = try CuttingProxy(to: server.folder, cutAfter: middle)
      if (try? await copied(proxy.folder)) != nil { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
