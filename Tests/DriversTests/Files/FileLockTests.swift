import Drivers
import Kernel
import TestSupport
import Testing

struct FileLockTests {
  @Test func askingForTheHolderCostsNobodyARun() async throws {
    try await inScratchFolder { folder in
      let path = "\(folder)/lock"
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          while !Task.isCancelled {
            _ = FileLock.holder(path: path)
            await Task.yield()
          }
        }
        defer { group.cancelAll() }
        for number in 0..<300 {
          let lock = try FileLock(path: path, holder: "number \(number)")
          await Task.yield()
          withExtendedLifetime(lock) {}
        }
      }
    }
  }

  @Test func theHolderIsNamed() throws {
    try inScratchFolder { folder in
      let lock = try FileLock(path: "\(folder)/lock", holder: "the first")
      #expect(FileLock.holder(path: "\(folder)/lock") == "the first")
      let failure = #expect(throws: Failure.self) { try FileLock(path: "\(folder)/lock", holder: "the second") }
      #expect(failure?.code.description == "NS3002" && failure?.message.hasSuffix("the first") == true)
      withExtendedLifetime(lock) {}
    }
  }
}
