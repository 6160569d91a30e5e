import Drivers
import Kernel
import TestSupport
import Testing

@Suite struct OutputFileTests {
  @Test func piecesOfAnySizeEndUpInOrderWithTheTimeGiven() throws {
    try inScratchFolder { folder in
      let path = "\(folder)/a/b/out"
      try OutputFile.makeFolder("\(folder)/a/b")
      try OutputFile.makeFolder("\(folder)/a/b")
      let pieces = [3, 0, 400_000, 1, 262_144].enumerated().map { [UInt8](repeating: UInt8($0.offset), count: $0.element) }
      let file = try OutputFile(path: path)
      for piece in pieces { try file.write(piece) }
      let time = try #require(Instant("2026-11-08T23:59:59.123456Z"))
      try file.close(modified: time)
      #expect(try Files.read(path) == Array(pieces.joined()))
      #expect(Files.entry(path)?.modified == time)
    }
  }

  @Test func aFileThatIsThereIsEmptied() throws {
    try inScratchFolder { folder in
      try Files.create("\(folder)/out", Array("old and long".utf8))
      let file = try OutputFile(path: "\(folder)/out")
      try file.write("new".utf8)
      try file.close()
      #expect(try Files.readText("\(folder)/out") == "new")
    }
  }

  @Test func aMissingFolderNamesThePath() throws {
    try inScratchFolder { folder in
      let failure = #expect(throws: Failure.self) { try OutputFile(path: "\(folder)/missing/out") }
      #expect(failure?.code == 3001)
      #expect(failure?.message.contains("\(folder)/missing/out") == true)
    }
  }
}
