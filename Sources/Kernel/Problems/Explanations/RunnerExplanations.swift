extension Explanation {
  static let runner: [Explanation] = [
    Explanation(
      5003, "a job ran into its timeout",
      "The attempt did not end within the job's `timeout`; it was cancelled and its child processes were ended.",
      wayOut: "Look into the attempt's log for what it waited on, or raise `timeout`; the next attempt starts afresh."),
    Explanation(
      5010, "the state file cannot be used",
      "SQLite could not open, read or write state/nightshift.sqlite, or the file is damaged. nightshift never starts over silently.",
      wayOut: "Check the folder's owner and free space; restore a copy if the file is damaged."),
    Explanation(
      5011, "the state file is newer than this program",
      "A later nightshift has migrated the state file to a version that this one does not know.",
      wayOut: "Run the newer nightshift; older ones cannot read its state."),
    Explanation(
      6001, "an unknown kind", "A job's `kind` is none that this nightshift has.", wayOut: "`nightshift kinds` lists them all."),
    Explanation(
      9001, "a bug in nightshift",
      "Something happened that the code does not expect. The lake and the state are consistent: nothing half done is ever live.",
      wayOut: "Report it with the attempt's log, then run again."),
  ]
}
