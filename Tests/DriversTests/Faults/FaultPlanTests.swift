import Drivers
import Testing

@Suite struct FaultPlanTests {
  @Test func everyPointTakesEveryFaultItSays() throws {
    for point in Failpoint.allCases {
      #expect(!point.summary.isEmpty && !point.summary.hasSuffix("."))
      #expect(Set(point.faults).isSuperset(of: [.kill, .delay, .stop]))
      for fault in point.faults {
        #expect(try FaultPlan("\(point.rawValue):3:\(fault.rawValue)") == .strike(point, passing: 3, fault))
      }
    }
  }

  @Test func namesAreAFolderAndAWord() {
    for point in Failpoint.allCases {
      let parts = point.rawValue.split(separator: ".")
      #expect(parts.count == 2 && parts.joined().utf8.allSatisfy { (97...122).contains($0) || $0 == 95 }, "\(point.rawValue)")
    }
    #expect(Set(Failpoint.allCases.map(\.summary)).count == Failpoint.allCases.count)
  }

  @Test func aTraceTakesAnyPath() throws {
    #expect(try FaultPlan("trace:/tmp/a:b") == .trace(file: "/tmp/a:b"))
  }

  @Test(arguments: [
    ("", "write <point>"), ("commit.published", "write <point>"), ("trace:", "write <point>"),
    ("commit.publish:1:kill", "'commit.publish'"),
    ("commit.published:0:kill", "the first is 1"), ("commit.published:two:kill", "'two'"), ("commit.published:1:explode", "not 'explode'"),
    ("state.committed:1:eio", "state.committed can take kill, delay, stop"), ("commit.published:1:kill:", "write <point>"),
  ]) func anythingElseSaysWhatIsWrong(_ text: String, _ message: String) {
    let problem = #expect(throws: FaultPlan.Problem.self) { try FaultPlan(text) }
    #expect(problem?.message.contains(message) == true, "\(problem?.message ?? "")")
  }
}
