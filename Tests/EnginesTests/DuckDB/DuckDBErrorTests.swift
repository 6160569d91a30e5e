import Kernel
import Testing

@testable import Engines

@Suite struct DuckDBErrorTests {
  @Test func aKilledEngineMayBeTriedAgain() {
    let failure = DuckDBError(code: 137, text: "").failure
    #expect(failure.code == 4006 && failure.retry == .backoff)
    #expect(failure.message.contains("signal 9"))
  }

  @Test func anUnknownClassKeepsItsTextOutOfTheMessage() {
    let failure = DuckDBError(code: 1, text: "Strange Error: value 'secret'\nmore").failure
    #expect(failure.code == 4003 && failure.message == "DuckDB could not work on the data: strange error")
    #expect(failure.detail?.contains("secret") == true)
  }

  @Test func aTextWithoutAnyClassIsNotQuoted() {
    #expect(!DuckDBError(code: 1, text: "secret").failure.description.contains("secret"))
  }
}
