import Testing

/// The outside is known only through `World`.
@Suite struct WorldTests {
  private static let outside = [
    "Date()", "Date.now", "clock_gettime", "gettimeofday", "time(nil)", "ContinuousClock", "SuspendingClock", "ProcessInfo", "getenv",
    "setenv", "environ",
    "getcwd", "UUID()", "SystemRandomNumberGenerator", "FileManager",
  ]

  @Test func clockAndEnvironmentAreReadInOnePlace() {
    for file in Repository.sources where !file.path.hasPrefix("Sources/Drivers/System/") && file.target != "TestSupport" {
      #expect(file.places(of: Self.outside) == [])
    }
  }

  @Test func theyAreReadThere() {
    let system = Repository.sources.filter { $0.path.hasPrefix("Sources/Drivers/System/") }
    #expect(system.contains { !$0.places(of: ["clock_gettime"]).isEmpty })
  }
}
