import Testing

@testable import Commands

struct ScreenfulTests {
  private let lines = ["one", "two", "three", "four", "all of them"]

  @Test func whatFitsStaysAsItIs() {
    #expect(Screenful.fit(lines, columns: nil, rows: nil) == lines)
    #expect(Screenful.fit(lines, columns: 12, rows: 6) == lines)
    #expect(Screenful.fit([], columns: 1, rows: 1) == [])
  }

  @Test func noLineReachesTheLastColumn() {
    #expect(Screenful.fit(lines, columns: 5, rows: nil) == ["one", "two", "thr…", "four", "all…"])
    #expect(Screenful.fit(["ab"], columns: 1, rows: nil) == ["a…"])
  }

  @Test func whatDoesNotFitTheHeightIsCounted() {
    #expect(Screenful.fit(lines, columns: nil, rows: 5) == ["one", "two", "… 2 more", "all of them"])
    #expect(Screenful.fit(lines, columns: nil, rows: 1) == ["one", "… 3 more", "all of them"])
  }
}
