import Drivers
import JobKit
import Kernel
import Testing

/// Personal values never reach a staged byte, and never by forgetting.
@Suite struct MaskTests {
  private static let customers = """
    CREATE TABLE customers (id int PRIMARY KEY, name text, email text, phone text, birth_date date, born timestamp, notes text, fax bigint);
    INSERT INTO customers VALUES (1, 'canary-name', E'canary\\t"mail"\\\\@example.com', '0912345678', '1987-06-05', '1987-06-05 01:02:03', 'canary-notes', 886222333444),
      (2, 'canary-name', 'canary-other', '1234567', 'infinity', NULL, NULL, NULL), (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
    """
  private static let masks = "mask: { name: drop, email: hmac, phone: last4, birth_date: year, born: year, notes: redact, fax: hmac }"

  @Test func noMaskedValueIsInAnyStagedByte() async throws {
    let fixture = try await ExtractFixture(Self.customers)
    let extracted = try await fixture.run("  customers: { mode: full, key: id, \(Self.masks) }")
    let key = MaskingKey(secret: Redacted(ExtractFixture.maskKey))
    let email = key.token(Array("canary\t\"mail\"\\@example.com".utf8)), other = key.token(Array("canary-other".utf8)),
      fax = key.token(Array("886222333444".utf8))
    #expect(
      try extracted.lines("customers") == [
        #"{"id":1,"email":"\#(email)","phone":"5678","birth_date":1987,"born":1987,"notes":"[redacted]","fax":"\#(fax)"}"#,
        #"{"id":2,"email":"\#(other)","phone":"****","birth_date":null,"born":null,"notes":null,"fax":null}"#,
        #"{"id":3,"email":null,"phone":null,"birth_date":null,"born":null,"notes":null,"fax":null}"#,
      ])
    let text = try extracted.text()
    for canary in ["canary", "0912", "1234567", "06-05", "886222333444"] { #expect(!text.contains(canary)) }
  }

  @Test func aMaskedKeyStillOrdersAndSeparatesRows() async throws {
    let fixture = try await ExtractFixture("CREATE TABLE t (email text); INSERT INTO t VALUES ('b'), ('a'), ('c')")
    let extracted = try await fixture.run("  t: { mode: full, key: email, mask: { email: hmac } }")
    let key = MaskingKey(secret: Redacted(ExtractFixture.maskKey))
    #expect(try extracted.lines("t") == ["a", "b", "c"].map { #"{"email":"\#(key.token(Array($0.utf8)))"}"# })
  }

  @Test(arguments: [nil, "", "too short to be"])
  func withoutAProperKeyNothingIsRead(_ key: String?) async throws {
    let fixture = try await ExtractFixture(Self.customers)
    let failure = await expect(6121) { _ = try await fixture.run("  customers: { mode: full, key: id, \(Self.masks) }", key: key) }
    #expect(failure?.description.contains("NIGHTSHIFT_MASK_KEY") == true)
    #expect(failure?.debugDescription.contains("too short to be") == false)
  }

  @Test func aDroppedColumnIsNeverAskedFor() async throws {
    let fixture = try await ExtractFixture(
      "CREATE TABLE t (id int, phone text); INSERT INTO t VALUES (1, '0912'); GRANT SELECT (id) ON t TO locked")
    let reader = try await fixture.as(user: "locked", password: "right")
    #expect(try await reader.run("  t: { mode: full, key: id, mask: { phone: drop } }").lines("t") == [#"{"id":1}"#])
    await expect(3215) { _ = try await reader.run("  t: { mode: full, key: id, mask: { phone: last4 } }") }
  }

  @Test func aPolicyThatHidesRowsIsNotObeyedInSilence() async throws {
    let fixture = try await ExtractFixture(
      "CREATE TABLE t (id int); INSERT INTO t VALUES (1), (2); GRANT SELECT ON t TO locked; CREATE POLICY partly ON t USING (id = 1); ALTER TABLE t ENABLE ROW LEVEL SECURITY"
    )
    await expect(3215) { _ = try await fixture.as(user: "locked", password: "right").run("  t: { mode: full, key: id }") }
  }

  @Test func aJobWithoutTokensNeedsNoKey() async throws {
    let fixture = try await ExtractFixture("CREATE TABLE t (id int, phone text)")
    _ = try await fixture.run("  t: { mode: full, key: id, mask: { phone: drop } }", key: nil)
  }

  @Test func personalColumnsAreRefusedUntilTheJobSaysWhatToDo() async throws {
    let fixture = try await ExtractFixture(Self.customers)
    let failure = await expect(6313) { _ = try await fixture.run("  customers: { mode: full, key: id, mask: { name: drop } }") }
    #expect(failure?.message == "email, phone, birth_date, fax of table 'customers' look personal and have no mask")
    #expect(failure?.hint?.contains("mask: { email: drop, phone: drop, birth_date: drop, fax: drop }") == true)
    let allowed = try await fixture.run(
      "  customers: { mode: full, key: id, mask: { name: drop, email: hmac, phone: last4, birth_date: year }, allow: fax }")
    #expect(allowed.outcome.publications.count == 1)
  }

  @Test(arguments: [
    ("mask: { emial: drop }", 6312, "emial"), ("allow: [emial]", 6312, "emial"), ("mask: { notes: year }", 6317, "notes"),
  ])
  func aMaskThatMasksNothingIsNoMask(_ masks: String, _ code: Int, _ named: String) async throws {
    let fixture = try await ExtractFixture("CREATE TABLE t (id int, email text, notes text)")
    let failure = await expect(Code(number: code)) { _ = try await fixture.run("  t: { mode: full, key: id, \(masks) }") }
    #expect(failure?.message.contains(named) == true)
  }
}
