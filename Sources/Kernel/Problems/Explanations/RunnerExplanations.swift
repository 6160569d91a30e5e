extension Explanation {
  static let runner: [Explanation] = [
    Explanation(
      5003, "a job ran into its timeout",
      "The attempt did not end within the job's `timeout`; it was cancelled and its child processes were ended.",
      wayOut: "Look into the attempt's log for what it waited on, or raise `timeout`; the next attempt starts afresh."),
    Explanation(
      6001, "an unknown kind", "A job's `kind` is none that this nightshift has.", wayOut: "`nightshift kinds` lists them all."),
    Explanation(
      9001, "a bug in nightshift",
      "Something happened that the code does not expect. The lake and the state are consistent: nothing half done is ever live.",
      wayOut: "Report it with the attempt's log, then run again."),
  ]
}
