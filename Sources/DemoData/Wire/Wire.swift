/// The two forms in which the source application has published its events.
enum Wire: String, Sendable, Codable, CaseIterable {
  /// The event itself, its time an ISO text without a zone.
  case bare
  /// The removed publisher's wrapper, times as arrays of numbers.
  case envelope
}
