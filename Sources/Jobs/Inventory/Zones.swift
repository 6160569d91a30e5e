/// Folders whose content nightshift itself derives and publishes as whole partitions.
enum Zones {
  static let derived = ["curated/", "operational/", "quarantine/"]

  static func isDerived(_ key: String) -> Bool { derived.contains { key.utf8.starts(with: $0.utf8) } }

  /// The derived zone that a prefix lies in.
  static func derived(_ prefix: LakePrefix) -> String? { derived.first { prefix.text.utf8.starts(with: $0.utf8) } }
}
