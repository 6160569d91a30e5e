import Drivers
import Kernel
import Pipeline
import TestSupport
import Testing

@Suite struct DiagnosticGoldenTests {
  @Test(arguments: GoldenCase.all)
  func whatAPersonSees(_ golden: GoldenCase) throws {
    #expect(try Golden.difference(golden.rendered, from: golden.expected) == nil)
  }

  @Test func everyInputHasAProblem() throws {
    for golden in GoldenCase.all { #expect(try !golden.diagnostics.isEmpty, "\(golden.name)") }
  }

  @Test func everyPipelineCodeIsProducedAndExplained() throws {
    let produced = Set(try GoldenCase.all.flatMap { try $0.diagnostics.map(\.code) })
    let explained = Set(Explanation.all.map(\.code).filter { (1000..<2000).contains($0.number) })
    #expect(produced.subtracting(explained) == [])
    #expect(explained.subtracting(produced) == [])
    #expect(produced.count >= 30)
  }

  @Test func everyProblemInAFileHasAPlaceInIt() throws {
    for golden in GoldenCase.all {
      let lines = SourceLines(try golden.inWorld { (try? Files.readText("\($0.currentDirectory)/\(golden.name).yaml")) ?? "" })
      for diagnostic in try golden.diagnostics where !(1070...1079).contains(diagnostic.code.number) {
        let place = try #require(diagnostic.location, "\(golden.name): \(diagnostic)")
        #expect(place.file == "\(golden.name).yaml")
        #expect((1...max(1, lines.count)).contains(place.line))
        #expect((1...((lines[place.line] ?? "").unicodeScalars.count + 1)).contains(place.column))
      }
    }
  }

  @Test func noPasswordIsShown() throws {
    for golden in GoldenCase.all {
      let text = try golden.rendered
      #expect(!text.contains("hunter2") && !text.contains("u:p@"), "\(golden.name)")
    }
  }
}
