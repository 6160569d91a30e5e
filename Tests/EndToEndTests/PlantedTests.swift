import Drivers
import Foundation
import Kernel
import Testing

/// Every defect that the demo plants is found on its date with its exact count, and nothing else is reported.
struct PlantedTests {
  struct Ledger: Decodable {
    struct Defect: Decodable {
      let kind: String
      let table: String
      let date: String
      let count: Int
    }
    let defects: [Defect]
  }

  struct Report: Decodable {
    struct Dataset: Decodable {
      let name: String
      let checks: [Check]
    }
    struct Check: Decodable {
      let name: String
      let state: String
      let failing: Int?
      let finding: String
    }
    let date: String
    let datasets: [Dataset]
  }

  /// Which check of the nightly files finds which kind of defect.
  static let checks = [
    "malformed": "curated.events malformed.quarantined", "missing_id": "curated.events missing_id.quarantined",
    "wrong_type": "curated.events wrong_type.quarantined", "duplicate": "curated.events rows.duplicates",
    "late_hours": "curated.events rows.late",
    "late_days": "curated.events rows.late", "missing_hour": "curated.events occurred_at.hours_present",
    "low_volume": "curated.events rows.volume",
    "orphan_item": "shop.order_items order_id.ref", "order_total": "shop.orders total_is_the_sum_of_its_items",
    "orphan_payment": "shop.payments order_id.ref", "new_field": "curated.events fields.schema",
    "widened_type": "curated.events fields.schema",
    "pii": "curated.events rows.pii", "stale_table": "shop.inventories updated_at.fresh",
  ]

  @Test func theReportsAreTheLedger() async throws {
    let shop = try await ShopFixture.fortnight.value
    let ledger = try JSONDecoder().decode(Ledger.self, from: Data(try Files.read("\(shop.spool)/planted.json")))
    var expected: [String: Int] = [:]
    for defect in ledger.defects {
      let check = try #require(Self.checks[defect.kind], "no check is known to find '\(defect.kind)'")
      expected["\(defect.date) \(check)", default: 0] += defect.count
    }
    #expect(Set(ledger.defects.map(\.kind)) == Set(Self.checks.keys), "every kind of defect is planted")

    var found: [String: Int] = [:]
    for day in 0..<14 {
      let date = try #require(LogicalDate("2026-11-08")).adding(days: day)
      let text = try await shop.nightshift("report", "--date", date.description, "--format", "json", asOf: date)
      let report = try JSONDecoder().decode(Report.self, from: Data(text.output.utf8))
      #expect(report.date == date.description)
      for dataset in report.datasets {
        for check in dataset.checks where check.state != "pass" && check.state != "learning" {
          let name = "\(date) \(dataset.name) \(check.name)"
          #expect(check.state == "warn" || check.state == "fail", "\(name) is \(check.state)")
          // A volume is one number for the day, a stale table one table: the check names them in words.
          switch check.name {
          case "rows.volume": found[name] = check.finding.contains("\(expected[name] ?? -1)") ? expected[name] : 0
          case "updated_at.fresh": found[name] = 1
          default: found[name] = check.failing ?? 0
          }
        }
      }
    }
    #expect(found == expected)
  }

  @Test func theQuarantineHoldsExactlyTheRejectedRecords() async throws {
    let shop = try await ShopFixture.fortnight.value
    let ledger = try JSONDecoder().decode(Ledger.self, from: Data(try Files.read("\(shop.spool)/planted.json")))
    let expected = ledger.defects.filter { ["malformed", "missing_id", "wrong_type"].contains($0.kind) }.reduce(into: [:]) {
      $0[$1.kind, default: 0] += $1.count
    }
    struct Line: Decodable { let reason: String }
    var found: [String: Int] = [:]
    for entry in try Files.list("\(shop.lake)/quarantine") {
      let text = String(decoding: try GzipReader.inflateAll(path: "\(shop.lake)/quarantine/\(entry.path)"), as: UTF8.self)
      for line in text.split(separator: "\n") { found[try JSONDecoder().decode(Line.self, from: Data(line.utf8)).reason, default: 0] += 1 }
    }
    #expect(found == expected)
  }
}
