import Catalog
import Kernel

/// What a crawl found in the objects it read; nothing is recorded yet.
struct CrawlFindings: Sendable {
  /// By key.
  var objects: [ObjectFindings] = []
  /// By event type and event date, what the accepted records hold.
  var seen: [String: [LogicalDate: ShapeTree]] = [:]
  /// Places whose kind of value was outnumbered by another.
  var typeChanges: [TypeArbiter.Change] = []
  /// Keys that stood more than once in their object; the last one counted.
  var duplicateKeys = 0

  var schema: EventSchema {
    EventSchema(events: seen.mapValues { $0.values.reduce(ShapeTree(), +).schema })
  }

  var bytes: Int { objects.reduce(0) { $0 + $1.object.bytes } }
}
