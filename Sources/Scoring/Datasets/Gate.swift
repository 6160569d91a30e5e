/// Whether a dataset's partition may be used downstream.
public enum Gate: String, Sendable, Codable, CaseIterable {
  case open, warn, closed
}
