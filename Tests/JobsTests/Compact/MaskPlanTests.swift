import Catalog
import Drivers
import Kernel
import Pipeline
import Testing

@testable import Jobs

@Suite struct MaskPlanTests {
  static func plan(_ masks: String) throws -> (plan: MaskPlan, diagnostics: [Diagnostic]) {
    var fields = Fields(try #require(YAMLReader.read(text: "mask: { \(masks) }", file: "nightly.yaml").value), what: "job 'events'")
    let plan = MaskPlan.read(&fields, identity: ["eventId"])
    return (plan, fields.diagnostics)
  }

  static let key = MaskingKey(secret: Redacted("0123456789abcdef"))

  static func write(_ record: String, _ masks: String) throws -> String {
    var writer = EventWriter(masks: try plan(masks).plan, key: key, names: KeyNames(), leftOut: [])
    var tape = JSONTape()
    return Array(record.utf8).withUnsafeBufferPointer { bytes in
      _ = tape.parse(bytes, at: 0)
      writer.write(tape, 0, hidden: [])
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }

  @Test func aPathIsEverythingBelowIt() throws {
    let token = "\"\(Self.key.token("a@b.tw".utf8))\""
    #expect(
      try Self.write(#"{"email":{"value":"a@b.tw","email":"a@b.tw"},"n":1}"#, "email.*: hmac")
        == "{\"email\":{\"value\":\(token),\"email\":\(token)},\"n\":1}")
    #expect(try Self.write(#"{"email":"a@b.tw"}"#, "email.*: hmac") == "{\"email\":\(token)}")
    #expect(try Self.write(#"{"email":"a\u0040b.tw"}"#, "email: hmac") == "{\"email\":\(token)}")
    #expect(
      try Self.write(#"{"people":[{"email":["a@b.tw",null]}]}"#, "people.email: hmac") == "{\"people\":[{\"email\":[\(token),null]}]}")
    #expect(try Self.write(#"{"emails":"x"}"#, "email.*: hmac") == #"{"emails":"x"}"#)
  }

  @Test func aLongerPathWins() throws {
    #expect(try Self.write(#"{"a":{"b":"12345678","c":"x"}}"#, "a: drop, a.b: last4") == #"{"a":{"b":"5678"}}"#)
  }

  @Test func droppingLeavesNoEmptyShells() throws {
    #expect(try Self.write(#"{"name":{"value":"x","deep":{"y":[1,2]}},"e":{},"l":[],"n":1}"#, "name.*: drop") == #"{"e":{},"l":[],"n":1}"#)
  }

  @Test(arguments: [
    ("\"0912345678\"", "last4", "\"5678\""), ("\"1234567\"", "last4", "\"****\""), ("\"王小明王小明王小\"", "last4", "\"小明王小\""),
    ("12345678", "last4", "\"5678\""),
    ("\"1990-05-17\"", "year", "1990"), ("\"1990-05-17T01:02:03\"", "year", "1990"), ("\"1990-13-17\"", "year", "null"),
    ("5", "year", "null"),
    ("true", "redact", "\"[redacted]\""), ("null", "redact", "null"), ("null", "hmac", "null"),
  ])
  func everyActionOnEveryKind(value: String, action: String, masked: String) throws {
    #expect(try Self.write("{\"a\":\(value)}", "a: \(action)") == "{\"a\":\(masked)}")
  }

  @Test(arguments: ["a: hash", "eventId: hmac", "eventId.*: drop", "'a..b': drop", "'*.b': drop", "'a*': drop"])
  func whatCannotBeMaskedIsReported(_ mask: String) throws { #expect(try Self.plan(mask).diagnostics.map(\.code) == [6123]) }
}
