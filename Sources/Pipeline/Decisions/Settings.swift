/// A job's settings as the fingerprint sees them: flat key paths and plain text, without what changes no byte.
public enum Settings {
  /// Keys whose change must not rerun a job.
  static let ignored: Set<String> = [
    "description", "owner", "tags", "retries", "timeout", "needs", "after", "enabled", "uses", "priority", "deadline", "sequential",
  ]

  /// The id of the key that personal values are masked with. It comes from the environment, and who asks without that secret does not know it:
  /// it counts as changed only where both are known.
  public static let maskKey = "mask key"

  /// `rules[1].retain` → `7y`. Order of keys and style of writing do not matter; the order of lists does.
  public static func flattened(_ body: YAMLValue, extra: [String: String] = [:]) -> [String: String] {
    var result = extra
    for pair in body.pairs ?? [] where !ignored.contains(pair.key) { flatten(pair.value, path: pair.key, into: &result) }
    return result
  }

  private static func flatten(_ value: YAMLValue, path: String, into result: inout [String: String]) {
    switch value.content {
    case .scalar(let text, _): result[path] = text
    case .sequence(let items): for (index, item) in items.enumerated() { flatten(item, path: "\(path)[\(index + 1)]", into: &result) }
    case .mapping(let pairs): for pair in pairs { flatten(pair.value, path: "\(path).\(pair.key)", into: &result) }
    }
  }
}
