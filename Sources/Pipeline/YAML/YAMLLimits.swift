/// How much a YAML file may ask for, so that no file, however made, takes noticeable time or memory (reliability row Y1).
enum YAMLLimits {
  static let bytes = 1 << 20
  /// Mappings and lists within each other, aliases followed.
  static let depth = 64
  /// Uses of `*name`, those inside a repeated value counted each time.
  static let expansions = 100
  /// Values after all aliases are followed; 1 MiB of text can hold half a million, a pipeline a few hundred.
  static let values = 200_000
  /// Duplicate keys that are told of.
  static let duplicates = 100
}
