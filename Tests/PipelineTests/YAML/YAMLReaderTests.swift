import Kernel
import Testing

@testable import Pipeline

@Suite struct YAMLReaderTests {
  private func read(_ text: String) -> YAMLReader.Reading { YAMLReader.read(text: text, file: "a.yaml") }

  /// Keys and texts with their places, one per line.
  private func outline(_ value: YAMLValue, _ indentation: String = "") -> [String] {
    func place(_ location: Kernel.SourceLocation) -> String { "\(location.line):\(location.column)" }
    switch value.content {
    case .scalar(let text, let quoted): return ["\(indentation)\(quoted ? "\"\(text)\"" : text) \(place(value.location))"]
    case .sequence(let items): return items.flatMap { outline($0, indentation + "- ") }
    case .mapping(let pairs):
      return pairs.flatMap { ["\(indentation)\($0.key): \(place($0.keyLocation))"] + outline($0.value, indentation + "  ") }
    }
  }

  @Test func everyKeyAndValueHasItsPlace() throws {
    let reading = read(
      """
      # comment
      名: "引號"
      list:
        - a
        - { b: c, 'd': |
            e
          }
      nothing:
      """.replacing(" |\n      e\n    }", with: " f }"))
    #expect(reading.diagnostics == [])
    #expect(
      outline(try #require(reading.value)) == [
        "名: 2:1", "  \"引號\" 2:4", "list: 3:1", "  - a 4:5", "  - b: 5:7", "  -   c 5:10", "  - d: 5:13", "  -   f 5:18", "nothing: 6:1",
        "   6:9",
      ])
  }

  @Test(arguments: [1, 11, 12, 13, 14, 40])
  func aKeyWrittenTwiceIsFoundWhereverItStands(_ keys: Int) throws {
    let names = (1...keys).map { "key_\($0)" }
    for repeated in Set([names[0], names[keys / 2], names[keys - 1]]) {
      let reading = read((names + [repeated, "last"]).map { "\($0): 1" }.joined(separator: "\n"))
      #expect(reading.diagnostics.map(\.code) == [1022] && reading.diagnostics[0].location?.line == keys + 1)
      let first = try #require(names.firstIndex(of: repeated)) + 1
      #expect(reading.diagnostics[0].message.hasSuffix("first in line \(first)"))
      #expect(reading.value?.pairs?.map(\.key) == names + ["last"])
    }
  }

  @Test func scalarsStayAsTheyAreWritten() throws {
    let value = try #require(
      read("a: no\nb: 0123\nc: 1_000\nd: 1e3\ne: 2026-01-01\nf: ~\ng: 'true'\nh: !!str 5\ni: |\n  x\nj: a * b * c\n").value)
    #expect(
      value.pairs?.map(\.value.content) == [
        .scalar("no", quoted: false), .scalar("0123", quoted: false), .scalar("1_000", quoted: false), .scalar("1e3", quoted: false),
        .scalar("2026-01-01", quoted: false), .scalar("~", quoted: false), .scalar("true", quoted: true), .scalar("5", quoted: true),
        .scalar("x\n", quoted: true), .scalar("a * b * c", quoted: false),
      ])
  }

  @Test func aliasesRepeatTheValueWithThePlaceOfItsAnchor() throws {
    let value = try #require(read("a: &x { k: '*' }\nb: *x\nc: [*x, &x 2, *x]\n").value)
    #expect(outline(value).filter { $0.contains("k:") } == ["  k: 1:9", "  k: 1:9", "  - k: 1:9"])
    #expect(outline(value).suffix(2) == ["  - 2 3:9", "  - 2 3:9"])
  }

  @Test func duplicatesAreAllFoundWithTheirPlacesUnmoved() throws {
    let reading = read("a: 1\na: 2\nb: { c: 1, c: 2, d: [{ e: 1, e: 2 }], c: 3 } # a\na: 3\n")
    #expect(reading.diagnostics.map(\.code) == Array(repeating: 1022, count: 5))
    #expect(Set(reading.diagnostics.compactMap(\.location).map { "\($0.line):\($0.column)" }) == ["2:1", "3:12", "3:39", "3:30", "4:1"])
    #expect(
      outline(try #require(reading.value)) == [
        "a: 1:1", "  1 1:4", "b: 3:1", "  c: 3:6", "    1 3:9", "  d: 3:18", "    - e: 3:24", "    -   1 3:27",
      ])
  }

  @Test func notMoreDuplicatesAreToldOfThanAnybodyReads() {
    let reading = read((0..<300).map { _ in "a: 1\n" }.joined())
    #expect(reading.diagnostics.map(\.code) == Array(repeating: 1022, count: YAMLLimits.duplicates))
    #expect(reading.diagnostics.last?.hint == "there may be more of these")
  }

  @Test func aByteOrderMarkAndWindowsLinesDoNotMatter() throws {
    let reading = YAMLReader.read(bytes: Array("\u{FEFF}a: 1\r\nb:\r\n  c: 2\r\n".utf8), file: "a.yaml")
    #expect(outline(try #require(reading.value)) == ["a: 1:1", "  1 1:4", "b: 2:1", "  c: 3:3", "    2 3:6"])
  }

  /// Every cut and every changed byte of a real file is read without harm, and places stay inside the file.
  @Test func damagedFilesAreRefusedAtAPlaceInThem() throws {
    let text =
      "pipeline: nightly # 夜\nschedule: { cron: '0 2 * * *', start: 2026-01-01 }\njobs:\n  a: &x { kind: \"crawl\", tags: [b, *x] }\n"
    let bytes = Array(text.utf8)
    for index in bytes.indices {
      let before = Array(bytes[..<index])
      let (replaced, inserted): ([UInt8], [UInt8]) = (before + [0x22] + bytes[(index + 1)...], before + [0x09] + bytes[index...])
      for damaged in [before, replaced, inserted] {
        let reading = YAMLReader.read(bytes: damaged, file: "a.yaml")
        #expect(reading.value != nil || !reading.diagnostics.isEmpty)
        let lines = SourceLines(String(decoding: damaged, as: UTF8.self))
        for diagnostic in reading.diagnostics { #expect((1...lines.count).contains(diagnostic.location?.line ?? 0)) }
      }
    }
  }
}
