import Drivers
import Glibc
import TestSupport
import Testing

/// What tests leave behind when they are killed goes with the next run of tests.
struct ScratchFolderTests {
  @Test func foldersOfTheDeadGoAndThoseOfTheLivingStay() async throws {
    let gone = try await ChildProcess(["sh", "-c", "printf $$"], environment: ["PATH": "/usr/bin:/bin"], directory: "/").run().output
    try inScratchFolder { place in
      let living = ["nightshift-test-\(getpid())-law-abcdef", "nightshift-test-\(getppid())-law-abcdef", "nightshift-test-x", "other"]
      for name in living + ["nightshift-test-\(gone)-law-abcdef"] {
        try Files.makeDirectory("\(place)/\(name)/state")
        try Files.write([1], to: "\(place)/\(name)/state/file")
      }
      let made = try makeScratchFolder("new", in: place)
      #expect(try Files.subdirectories(place).sorted() == (living + [Files.name(of: made)]).sorted())
      #expect(try Files.children(made).isEmpty)
    }
  }
}
