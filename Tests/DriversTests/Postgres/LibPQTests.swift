import Kernel
import Testing

@testable import Drivers

@Suite struct LibPQTests {
  @Test func whatIsNotThereIsToldWithAWayOut() throws {
    let failure = try #require(throws: Failure.self) { try LibPQ.load(from: "libpq-of-nobody.so.5") }
    #expect(failure.code == 3220 && failure.message.contains("libpq-of-nobody.so.5") && failure.hint != nil)
  }

  @Test func aLibraryThatIsThereIsLoadedOnceOrTwice() throws {
    try LibPQ.load()
    try LibPQ.load()
    let version = try #require(LibraryVersions.all.first { $0.name == "libpq" }?.version)
    #expect(version.split(separator: ".").compactMap { Int($0) }.count == 2)
  }
}
