/// Where the keys of a mapping stand while it is read. Most mappings are small, and then looking through them is all it takes.
struct YAMLKeys {
  private static let few = 12

  /// Made when there are more than a few.
  private var places: [String: Int] = [:]

  /// The place of a key in the pairs so far; nil when it is new and will be the next of them.
  mutating func place(of key: String, in pairs: [YAMLValue.Pair]) -> Int? {
    if pairs.count < Self.few { return pairs.indices.first { pairs[$0].key == key } }
    if pairs.count == Self.few, places.isEmpty { for place in pairs.indices { places[pairs[place].key] = place } }
    guard let place = places[key] else {
      places[key] = pairs.count
      return nil
    }
    return place
  }
}
