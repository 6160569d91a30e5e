import Kernel
import Testing

@testable import DemoData

/// The ledger against the objects, read independently: every defect is there with its exact count, and nothing else is.
@Suite struct PlantedEventsTests {
  private typealias Found = [LogicalDate: [String]]

  private func planted(_ kind: DefectKind) async throws -> Found {
    try await Demo.whole.value.entries(kind).reduce(into: [:]) { found, entry in
      #expect(entry.count == entry.ids.count && entry.count > 0)
      #expect(entry.table == "raw.domain_events")
      found[entry.date, default: []] += entry.ids
    }
  }

  /// Ids by date, in order.
  private func found(_ pick: (RawReader.Record, RawReader.Event) -> String?) async throws -> Found {
    var result: Found = [:]
    for (record, event) in try await Demo.whole.value.raw.events {
      guard let id = pick(record, event) else { continue }
      result[try #require(event.date), default: []].append(id)
    }
    return result.mapValues { $0.sorted() }
  }

  @Test func everyKindIsPlanted() async throws {
    let kinds = Set(try await Demo.whole.value.planted.defects.map(\.kind))
    #expect(kinds == Set(DefectKind.allCases))
  }

  @Test func linesThatAreNotJSON() async throws {
    var result: [LogicalDate: Int] = [:]
    for record in try await Demo.whole.value.raw.records where record.event == nil {
      result[LogicalDate(containing: try #require(RawReader.hour(of: record.object))), default: 0] += 1
    }
    #expect(try await result == planted(.malformed).mapValues(\.count))
  }

  @Test func eventsDeliveredTwice() async throws {
    var objects: [String: [String]] = [:]
    var dates: [String: LogicalDate] = [:]
    for (record, event) in try await Demo.whole.value.raw.events {
      guard let id = event.eventId, !id.isEmpty else { continue }
      objects[id, default: []].append(record.object)
      dates[id] = event.date
    }
    let twice = objects.filter { $0.value.count > 1 }
    for (_, where_) in twice { #expect(where_.count == 2 && Set(where_).count == 2) }
    let byDate = Dictionary(grouping: twice.keys) { dates[$0] }.mapValues { $0.sorted() }
    #expect(try await byDate == planted(.duplicate).reduce(into: [:]) { $0[$1.key] = $1.value.sorted() })
  }

  @Test func eventsWithoutAnId() async throws {
    let result = try await found { _, event in event.eventId?.isEmpty ?? true ? event.aggregateId : nil }
    #expect(try await result == planted(.missingID))
  }

  @Test func valuesOfAWrongType() async throws {
    let result = try await found { record, event in
      record.text.contains(#""amount":""#) || record.text.contains(#""quantity":{"#) ? event.eventId : nil
    }
    #expect(try await result == planted(.wrongType))
  }

  @Test func lateEventsAndNoOthers() async throws {
    var hours: Found = [:]
    var days: Found = [:]
    for (record, event) in try await Demo.whole.value.raw.events {
      let delay = try #require(RawReader.hour(of: record.object)).since(try #require(event.occurred))
      guard delay > .seconds(3600), let id = event.eventId, let date = event.date else { continue }
      #expect(delay > .seconds(3600 + 1800))
      if delay > .seconds(20 * 3600) { days[date, default: []].append(id) } else { hours[date, default: []].append(id) }
      #expect(delay < .seconds(48 * 3600))
    }
    #expect(try await hours.mapValues { $0.sorted() } == planted(.lateHours))
    #expect(try await days.mapValues { $0.sorted() } == planted(.lateDays))
  }

  @Test func theLedgerTellsWhenLateEventsArrived() async throws {
    let entry = try #require(try await Demo.whole.value.entries(.lateDays).first)
    let arrivals = try await Demo.whole.value.raw.events.filter { entry.ids.contains($0.event.eventId ?? "") }.map { record, _ in
      LogicalDate(containing: try #require(RawReader.hour(of: record.object)))
    }
    for date in Set(arrivals) { #expect(entry.detail.contains("on \(date)")) }
  }

  @Test func oneHourIsEmptyByOccurrenceAndByArrival() async throws {
    let whole = try await Demo.whole.value
    let first = try #require(whole.planted.defects.map(\.date).min()).adding(days: -1).start
    let all = Set((0..<14 * 24).map { first.adding(seconds: $0 * 3600) })
    let occurred = Set(whole.raw.events.compactMap { $0.event.occurred.map { Instant(seconds: $0.seconds / 3600 * 3600) } })
    let arrived = Set(whole.raw.records.compactMap { RawReader.hour(of: $0.object) })
    let entry = try #require(whole.entries(.missingHour).first)
    #expect(entry.count == 1)
    for missing in [all.subtracting(occurred), all.subtracting(arrived)] {
      #expect(missing.map { String($0.description.prefix(13)) } == entry.ids)
    }
    #expect(entry.ids.first?.hasPrefix(entry.date.description) == true)
  }

  @Test func oneDayOfTheLastFourIsLow() async throws {
    let whole = try await Demo.whole.value
    let entry = try #require(whole.entries(.lowVolume).first)
    let ids = Dictionary(grouping: whole.raw.events.compactMap { $0.event.eventId == nil ? nil : $0.event }, by: \.date).mapValues {
      events in
      Set(events.compactMap(\.eventId)).count
    }
    let low = try #require(ids[entry.date])
    #expect(low == entry.count)
    let sorted = ids.values.sorted()
    let median = sorted[sorted.count / 2]
    #expect((30...40).contains(low * 100 / median))
    let last = try #require(ids.keys.compactMap(\.self).max())
    #expect((last.adding(days: -3)...last).contains(entry.date))
    // Everything else but the promotion is near the median: a detector that warns at 20 % warns of this day only.
    #expect(ids.values.filter { abs($0 * 100 / median - 100) >= 18 }.count == 2)
  }

  @Test func aFieldAndAFractionBeginOnADayAndStay() async throws {
    for (kind, type, isNew) in [
      (DefectKind.newField, "OrderSubmitted", { (event: RawReader.Event) in event.couponCode != nil }),
      (.widenedType, "RewardPointsEarned", { $0.pointsEarned.map { $0 != $0.rounded() } ?? false }),
    ] {
      let entry = try #require(try await Demo.whole.value.entries(kind).first)
      var first: [String] = []
      for (_, event) in try await Demo.whole.value.raw.events {
        let date = try #require(event.date)
        #expect(isNew(event) == (event.eventType == type && date >= entry.date))
        if isNew(event), date == entry.date, let id = event.eventId { first.append(id) }
      }
      #expect(first.sorted() == entry.ids)
    }
  }

  @Test func personalValuesInFreeText() async throws {
    let pattern = try Regex("[a-z0-9.]+@[a-z.]+|09[0-9]{8}")
    let result = try await found { _, event in
      guard let text = event.reason ?? event.failureReason, text.firstMatch(of: pattern) != nil else { return nil }
      return event.eventId
    }
    #expect(try await result == planted(.pii))
  }

  @Test func whatMustBeSetAsideStaysUnderTheNightlyLimit() async throws {
    let whole = try await Demo.whole.value
    let arrivals = Dictionary(grouping: whole.raw.records) { LogicalDate(containing: RawReader.hour(of: $0.object) ?? Instant(seconds: 0)) }
    var aside: [LogicalDate: Int] = [:]
    for kind in [DefectKind.malformed, .missingID, .wrongType] {
      for entry in whole.entries(kind) { aside[entry.date, default: 0] += entry.count }
    }
    for (date, count) in aside { #expect(Double(count) <= 0.0009 * Double(arrivals[date]?.count ?? 0), "\(date)") }
  }
}
