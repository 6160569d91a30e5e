/// The environment variables that are read and set, as `nightshift --help` and the manual page show them.
enum EnvironmentHelp {
  private static let read: [(names: String, meaning: String)] = [
    ("NIGHTSHIFT_PIPELINE", "the pipeline file, as --pipeline"),
    ("NIGHTSHIFT_STATE", "the state folder, as --state"),
    ("NIGHTSHIFT_AS_OF", "the moment to decide as if it were, as --as-of"),
    ("NIGHTSHIFT_DUCKDB", "DuckDB's command line"),
    ("NIGHTSHIFT_MASK_KEY", "the secret behind `mask: { ...: hmac }`"),
    ("NIGHTSHIFT_STATE_PATIENCE", "how long a locked state file is waited for: 30s"),
    ("NIGHTSHIFT_FAIL", "a fault to test with: nightshift state failpoints"),
    ("NO_COLOR", "not empty: no colours"),
    ("TERM=dumb", "no live lines"),
    ("SUDO_USER, USER, LOGNAME", "who is written down beside a --reason"),
  ]

  static let text =
    "ENVIRONMENT\n"
    + read.map { "  \($0.names)\(String(repeating: " ", count: 27 - $0.names.count))\($0.meaning)\n" }.joined() + """
      A pipeline file reads others as ${env:NAME}. The program of a shell job gets PATH, HOME, LANG, TZ=UTC, NIGHTSHIFT_DATE, \
      NIGHTSHIFT_INTERVAL_START, NIGHTSHIFT_INTERVAL_END, NIGHTSHIFT_RUN, NIGHTSHIFT_JOB, NIGHTSHIFT_ATTEMPT, NIGHTSHIFT_STATE_FOLDER \
      and what the job declares.
      """
}
