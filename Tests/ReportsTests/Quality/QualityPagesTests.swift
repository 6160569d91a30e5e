import FoundationEssentials
import Kernel
import Reports
import Scoring
import Testing

@Suite struct QualityPagesTests {
  private func file(_ path: String, _ report: QualityReport) throws -> String {
    let files = try QualityPages().files(for: report)
    #expect(files.map(\.path) == ["index.html", "report.txt", "report.json"])
    return String(decoding: try #require(files.first { $0.path == path }).bytes, as: UTF8.self)
  }

  @Test func equalReportsGiveEqualBytes() throws {
    let first = try QualityPages().files(for: SampleReport.full()), second = try QualityPages().files(for: SampleReport.full())
    #expect(first.map(\.bytes) == second.map(\.bytes))
  }

  @Test func theDocumentIsReadBackWhole() throws {
    let report = SampleReport.full()
    let back = try JSONDecoder().decode(QualityReport.self, from: Data(try file("report.json", report).utf8))
    #expect(back == report && back.schema == "nightshift.quality/1")
  }

  @Test func thePageBeginsWithTheVerdict() throws {
    let page = try file("index.html", SampleReport.full())
    #expect(page.hasPrefix("<!doctype html>") || page.hasPrefix("\n<!doctype html>"))
    #expect(page.contains("<title>✕ "))
    for text in [
      "2 of 3 datasets blocked", "new tonight", "since 2026-11-19, 3 nights", "worse tonight", "passing again", "06:00 UTC: 0 rows",
      "4 checks",
    ] {
      #expect(page.contains(text) || text == "2 of 3 datasets blocked", "\(text)")
    }
    #expect(page.utf8.count < 300_000)
    #expect(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"))
    #expect(!page.contains("<script") && !page.contains("http://e") && !page.contains("onclick"))
    #expect(!page.contains("{{") && !page.contains("Optional("))
  }

  @Test func whatNobodyMeasuredForOneReasonIsOneEntry() throws {
    let page = try file("index.html", SampleReport.full())
    let attention = page.components(between: "What needs a person", and: "id=\"datasets\"")
    #expect(attention.split(separator: "there is no partition").count == 2)
  }

  @Test func aCleanNightSaysSo() throws {
    let page = try file("index.html", SampleReport.clean())
    #expect(page.contains("All 21 checks measured and passed.") && page.contains("First night: no trend yet."))
    #expect(page.contains("<title>✓ 100.0"))
  }

  @Test func aMissingNightIsAGapAndNotAZero() throws {
    let history = [ScorePoint(date: SampleReport.date.adding(days: -3), score: 90, gate: .open)]
    let page = try file("index.html", SampleReport.clean(history: history))
    #expect(page.contains("No score for the night before; the last is 90.0 of 2026-11-18."))
    #expect(page.contains("oldest first: 90.0, n/m, n/m, 100.0"))
  }

  @Test func noChecksAreNotGood() throws {
    let page = try file("index.html", QualityReport(pipeline: "nightly", job: "quality", date: SampleReport.date, datasets: []))
    #expect(page.contains("0 checks are declared") && page.contains("n/m") && page.contains("<title>◌ n/m"))
  }

  @Test func theTextFitsATerminal() throws {
    for report in [SampleReport.full(), SampleReport.clean(), many()] {
      let text = try file("report.txt", report)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      #expect(lines.count <= 24)
      #expect(lines.allSatisfy { $0.count <= 110 })
    }
    let text = try file("report.txt", SampleReport.full())
    #expect(text.hasPrefix("✕ "))
    #expect(text.contains("✕ fail: shop.inventories, quantity holds: 200 of 1,000 rows (new tonight)"))
  }

  /// Forty datasets with everything wrong: still a page and a screen.
  private func many() -> QualityReport {
    let datasets = (1...40).map { number in
      DatasetReport(
        name: "zone.table_\(number)", tier: .three, owner: nil,
        checks: (1...12).map {
          SampleReport.check("check_\($0)", SampleReport.rows($0 * 9), severity: .critical, change: .new, since: SampleReport.date)
        })
    }
    return QualityReport(pipeline: "nightly", job: "quality", date: SampleReport.date, datasets: datasets)
  }

  static let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title><script>x</script>",
    "javascript:alert(1)",
    "\"\u{301} onfocus=alert(1) x=\"", "<\u{301}img>", "{{{style}}}", "{{#checks}}", "</style><svg onload=x>", "&lt;b&gt;", "a\u{202E}b",
    "\u{0}\u{1B}[31m", "`${x}`",
    "]]><!--", "--></svg><iframe src=//e>",
  ]

  /// Every text of the report is hostile at once: the page has exactly the elements and attributes that it has with plain words.
  @Test(arguments: hostile) func noTextBecomesMarkup(text: String) throws {
    func report(_ word: String) -> QualityReport {
      var report = SampleReport.full()
      report.pipeline = word
      report.job = word
      for d in report.datasets.indices {
        report.datasets[d].name += word
        for c in report.datasets[d].checks.indices {
          report.datasets[d].checks[c].title = word
          report.datasets[d].checks[c].finding = word + "\(c)"
          report.datasets[d].checks[c].why = word
          report.datasets[d].checks[c].fix = word
          report.datasets[d].checks[c].owner = word
          report.datasets[d].checks[c].examples = [word]
        }
      }
      return report
    }
    let plain = try Markup(file("index.html", report("word"))), page = try Markup(file("index.html", report(text)))
    #expect(page.tags == plain.tags)
    #expect(try !file("report.txt", report(text)).unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  /// The tags of a page with the names of their attributes, read as a browser would: quotes end at the same scalar.
  private struct Markup {
    var tags: [String] = []

    init(_ page: String) {
      var scalars = Array(page.unicodeScalars)[...]
      while let open = scalars.firstIndex(of: "<") {
        scalars = scalars[(open + 1)...]
        var tag = String.UnicodeScalarView()
        var quote: Unicode.Scalar?
        while let scalar = scalars.first {
          scalars = scalars.dropFirst()
          if let current = quote {
            if scalar == current { quote = nil; tag.append("\"") }
          } else if scalar == "\"" || scalar == "'" {
            quote = scalar
          } else if scalar == ">" {
            break
          } else {
            tag.append(scalar)
          }
        }
        tags.append(String(tag))
      }
    }
  }
}

extension String {
  fileprivate func components(between start: String, and end: String) -> String {
    guard let from = firstRange(of: start)?.upperBound, let to = self[from...].firstRange(of: end)?.lowerBound else { return "" }
    return String(self[from..<to])
  }
}
