extension Explanation {
  static let zones: [Explanation] = [
    Explanation(
      3301, "an unknown time zone",
      "A source or connection declares a zone for its wall times that this machine's zone database does not have.",
      wayOut: "Use an IANA name such as Asia/Taipei (`timedatectl list-timezones`), an offset such as +08:00, or UTC."),
    Explanation(
      3302, "a zone file cannot be understood", "A file below /usr/share/zoneinfo is not in the TZif format, version 2 or later.",
      wayOut: "Reinstall the system's tzdata package."),
  ]
}
