import Drivers
import Kernel
import TestSupport
import Testing

@Suite struct GzipWriterTests {
  @Test func theBytesDependOnInputAndLevelAlone() {
    // RFC 1952: magic, deflate, no flags, time 0, no extra flags, Unix; then "a" as a fixed block, CRC-32 and length.
    #expect(
      GzipWriter.compress(Array("a".utf8)) == [
        0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0x04, 0x00, 0x43, 0xbe, 0xb7, 0xe8, 1, 0, 0, 0,
      ])
    #expect(GzipWriter.compress(GzipReaderTests.text, level: 1) != GzipWriter.compress(GzipReaderTests.text, level: 9))
  }

  @Test func aFileOfSeveralMembersReadsBackWhole() throws {
    try inScratchFolder { folder in
      let writer = try GzipWriter(path: "\(folder)/a.gz")
      try writer.write(GzipReaderTests.text[..<1000])
      try writer.finishMember()
      try writer.write(AnyCollection(GzipReaderTests.text[1000...]))
      try writer.finish()
      #expect(try GzipReader.inflateAll(path: "\(folder)/a.gz") == GzipReaderTests.text)
      let expected = GzipWriter.compress(Array(GzipReaderTests.text[..<1000])) + GzipWriter.compress(Array(GzipReaderTests.text[1000...]))
      #expect(try Files.read("\(folder)/a.gz") == expected)
      #expect(writer.bytesWritten == expected.count)
    }
  }

  @Test func nothingWrittenIsOneEmptyMember() throws {
    try inScratchFolder { folder in
      try GzipWriter(path: "\(folder)/a.gz").finish()
      #expect(try Files.read("\(folder)/a.gz") == GzipWriter.compress([]))
    }
  }

  @Test func anExistingFileIsNeverOverwritten() throws {
    try inScratchFolder { folder in
      try Files.create("\(folder)/a.gz", Array("mine".utf8))
      let failure = #expect(throws: Failure.self) { try GzipWriter(path: "\(folder)/a.gz") }
      #expect(failure?.description == "NS3407: \(folder)/a.gz: cannot be written at byte 0: File exists")
      #expect(try Files.readText("\(folder)/a.gz") == "mine")
    }
  }

  @Test func anUnfinishedFileIsRemoved() throws {
    try inScratchFolder { folder in
      do {
        let writer = try GzipWriter(path: "\(folder)/a.gz")
        try writer.write(GzipReaderTests.text)
      }
      #expect(!Files.exists("\(folder)/a.gz"))
    }
  }
}
