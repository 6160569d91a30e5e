import Kernel
import Testing

@Suite struct CodeTests {
  @Test func codesReadAsPeopleTypeThem() {
    #expect(Code("NS1013") == 1013)
    #expect(Code("ns1013") == 1013)
    #expect(Code("1013") == 1013)
    #expect(Code(number: 1013).description == "NS1013")
    for text in ["", "NS", "NS12", "NS10130", "NX1013", "NS-1013"] { #expect(Code(text) == nil) }
  }

  @Test func theGravestExitCodeWins() {
    #expect(ExitCode.gravest([ExitCode]()) == .success)
    #expect(ExitCode.gravest([.success, .gateClosed, .jobFailed]) == .jobFailed)
    #expect(ExitCode.gravest([.interrupted, .jobFailed, .safetyStop]) == .interrupted)
    for code in ExitCode.allCases { #expect(ExitCode.gravest([.success, code]) == code) }
  }
}
