import Drivers
import Testing

/// One value of every type the shop could have, as one line of JSON.
@Suite struct TypeFidelityTests {
  @Test(arguments: [
    ("boolean", "true", "true"), ("boolean", "false", "false"),
    ("smallint", "-32768", "-32768"), ("integer", "2147483647", "2147483647"), ("bigint", "-9223372036854775808", "-9223372036854775808"),
    (
      "numeric", "'123456789012345678901234567890.123456789012345678901234567890'",
      #""123456789012345678901234567890.123456789012345678901234567890""#
    ),
    ("numeric", "-1234567890123.45", "-1234567890123.45"), ("numeric", "1234567890123.456", #""1234567890123.456""#),
    ("numeric", "0.000000000000000000001", "0.000000000000000000001"),
    ("numeric(19,2)", "1.10", "1.10"), ("numeric", "'NaN'", #""NaN""#), ("numeric", "'-Infinity'", #""-Infinity""#),
    ("numeric(5,-2)", "12345", "12300"),
    ("double precision", "0.1", "0.1"), ("double precision", "1e300", "1e+300"), ("double precision", "'-0'", "-0"),
    ("double precision", "'NaN'", #""NaN""#), ("real", "'Infinity'", #""Infinity""#), ("real", "0.1", "0.1"),
    ("text", "''", #""""#), ("text", "NULL", "null"), ("text", "'NULL'", #""NULL""#), ("text", #"'\N'"#, #""\\N""#),
    (
      "text", #"E'tab\t newline\n return\r back\b feed\f vertical\x0b bell\x07 delete\x7f'"#,
      #""tab\t newline\n return\r back\b feed\f vertical\u000b bell\u0007 delete"# + "\u{7f}\""
    ),
    ("text", #"'say "hi" \ and / and \\n'"#, #""say \"hi\" \\ and / and \\\\n""#), ("text", "'王小明 😀 é'", #""王小明 😀 é""#),
    ("varchar(10)", "'a,b'", #""a,b""#), ("char(4)", "'ab'", #""ab  ""#),
    ("uuid", "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'", #""a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11""#),
    ("json", #"E'{"b": 1,\n\t"a": [1, null, "x\\\\n\\\\u0000"]}'"#, #"{"b": 1,  "a": [1, null, "x\\n\\u0000"]}"#),
    ("jsonb", #"'{"n": 12345678901234567890.12, "s": "q\"\\é"}'"#, #"{"n": 12345678901234567890.12, "s": "q\"\\é"}"#),
    ("jsonb", "'null'", "null"),
    ("integer[]", "'{1,NULL,3}'", "[1,null,3]"), ("integer[][]", "'{{1,2},{3,4}}'", "[[1,2],[3,4]]"),
    ("text[]", #"ARRAY['a"b', 'c,d', NULL, E'x\n\\']"#, #"["a\"b","c,d",null,"x\n\\"]"#),
    ("bytea", #"'\x00ff5c0a'"#, #""\\x00ff5c0a""#), ("mood", "'so so'", #""so so""#), ("amount", "12.50", "12.50"),
    ("date", "'2026-11-21'", #""2026-11-21""#), ("date", "'infinity'", #""infinity""#), ("date", "'0044-03-15 BC'", #""0044-03-15 BC""#),
    ("time", "'23:59:59.5'", #""23:59:59.5""#), ("interval", "'1 day 02:00'", #""1 day 02:00:00""#),
    ("timestamptz", "'2026-11-21 10:00:00.123456+08'", #""2026-11-21T02:00:00.123456Z""#),
    ("timestamptz", "'2026-11-21 00:00+00'", #""2026-11-21T00:00:00Z""#),
    ("timestamptz", "'2026-11-21 00:00:00.5+00'", #""2026-11-21T00:00:00.5Z""#),
    ("timestamptz", "'-infinity'", #""-infinity""#), ("timestamptz", "'0044-03-15 10:00+00 BC'", #""0044-03-15 10:00:00+00 BC""#),
    ("timestamptz", "'12345-01-01 00:00+00'", #""12345-01-01 00:00:00+00""#),
    ("timestamp", "'2026-11-21 10:00:00.000001'", #""2026-11-21T10:00:00.000001""#), ("timestamp", "'infinity'", #""infinity""#),
    ("int4range", "'[1,5)'", #""[1,5)""#), ("inet", "'10.0.0.1/8'", #""10.0.0.1/8""#), ("pair", "ROW(1, 'x')", #"{"a":1,"b":"x"}"#),
    ("money", "12.5", #""$12.50""#),
    ("bit(3)", "B'101'", #""101""#), ("point", "'(1,2)'", #""(1,2)""#), ("xml", "'<a>1</a>'", #""<a>1</a>""#),
  ])
  func aValueKeepsItsMeaning(_ type: String, _ value: String, _ json: String) async throws {
    let fixture = try await ExtractFixture(
      """
      CREATE TYPE mood AS ENUM ('so so'); CREATE DOMAIN amount AS numeric(10,2) CHECK (VALUE > 0); CREATE DOMAIN price AS amount;
      CREATE TYPE pair AS (a int, b text); SET lc_monetary = 'C';
      CREATE TABLE t (id int PRIMARY KEY, v \(type)); INSERT INTO t VALUES (1, \(value))
      """)
    let extracted = try await fixture.run("  t: { mode: full, key: id }")
    #expect(try extracted.lines("t") == [#"{"id":1,"v":\#(json)}"#])
  }

  @Test func wallTimesInADeclaredZoneBecomeUTC() async throws {
    let fixture = try await ExtractFixture(
      "CREATE TABLE t (id int, a timestamp, b timestamptz, c date); INSERT INTO t VALUES (1, '2026-11-21 00:30:00.25', '2026-11-21 00:30+00', '2026-11-21'), (2, 'infinity', NULL, NULL)"
    )
    let extracted = try await fixture.run("  t: { mode: full, key: id }", zone: "Asia/Taipei")
    #expect(
      try extracted.lines("t") == [
        #"{"id":1,"a":"2026-11-20T16:30:00.25Z","b":"2026-11-21T00:30:00Z","c":"2026-11-21"}"#,
        #"{"id":2,"a":"infinity","b":null,"c":null}"#,
      ])
  }

  /// The oracle is the server's own JSON: the same values in the same order, for thousands of awkward rows.
  @Test func theServersOwnJSONAgrees() async throws {
    let fixture = try await ExtractFixture(
      #"""
      CREATE TABLE t AS SELECT n AS id, n % 3 = 0 AS b, (random() * 1e9)::int AS i, (random() * 1e10)::numeric(19,4) AS d, random() * 10 ^ (n % 40 - 20) AS f,
        chr(1 + n % 800) || E'\\"\n' || chr(19968 + n) || CASE n % 5 WHEN 0 THEN E'\\N' ELSE '' END AS s, NULLIF(repeat('x', n % 7), '') AS e,
        jsonb_build_object('k', chr(1 + n % 300), 'n', n) AS j, ARRAY[n, NULL] AS a, decode(lpad(to_hex(n), 8, '0'), 'hex') AS h
      FROM generate_series(1, 5000) n
      """#)
    let extracted = try await fixture.run("  t: { mode: full, key: id }")
    let expected = try await fixture.database.query("SELECT row_to_json(t)::text FROM t ORDER BY id").rows.compactMap { $0.first ?? nil }
    #expect(expected.count == 5000)
    #expect(try extracted.lines("t") == expected)
  }
}
