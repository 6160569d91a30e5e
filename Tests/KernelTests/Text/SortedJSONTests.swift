import Kernel
import Testing

struct SortedJSONTests {
  private struct Value: Codable, Equatable {
    var b = "a/b"
    var a = ["z": 1, "y": 2]
  }

  @Test func keysAreSortedAndSlashesStay() throws {
    #expect(try SortedJSON.encode(Value()) == #"{"a":{"y":2,"z":1},"b":"a/b"}"#)
    #expect(try SortedJSON.encode(Value(), .page).hasSuffix("\n}\n"))
    #expect(try SortedJSON.decode(try SortedJSON.encode(Value(), .page)) == Value())
  }

  @Test func whatJSONCannotSayIsOurBug() {
    #expect { try SortedJSON.encode([Double.infinity]) } throws: { ($0 as? Failure)?.code == 9001 }
  }
}
