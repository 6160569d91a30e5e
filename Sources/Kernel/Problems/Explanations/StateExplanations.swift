extension Explanation {
  static let state: [Explanation] = [
    Explanation(
      5010, "the state file cannot be used",
      "SQLite could not open, read or write state/nightshift.sqlite: the folder belongs to somebody else, cannot be written, or the disk is full.",
      wayOut: "Check the folder's owner and free space, then run again."),
    Explanation(
      5011, "the state file is newer than this program",
      "A later nightshift has migrated the state file to a version that this one does not know.",
      wayOut: "Run the newer nightshift; older ones cannot read its state, and `nightshift state rebuild` replaces it only with --force."),
    Explanation(
      5012, "the audit anchor is damaged",
      "The file beside the state that holds the audit log's last hash is there and is not one line of ours; somebody or something changed it.",
      wayOut:
        "Compare `nightshift audit verify` with a copy of the anchor kept elsewhere, and find out who changed the file before it is written again."
    ),
    Explanation(
      5013, "the state file is missing",
      "The state folder has been used (it has an audit anchor, backups or logs, or the lake has manifests), but its nightshift.sqlite is not there or is empty. nightshift never starts over silently: every date would run again, and what was purged or moved would be unknown.",
      wayOut:
        "Put the file back, or let `nightshift state rebuild` make it anew from the lake's manifests; the message names the newest backup. A wrong --state or $NIGHTSHIFT_STATE looks the same: check it first."
    ),
    Explanation(
      5014, "the state file is damaged",
      "nightshift.sqlite is cut off, has other bytes than the last run left, fails SQLite's own check, or is no state file at all. Nothing is decided with it.",
      wayOut:
        "`nightshift state rebuild` makes it anew from the lake's manifests and moves the damaged one aside; or copy the backup back that the message names. Then look for the cause: a disk, a copy, a program that wrote into the file."
    ),
    Explanation(
      5015, "the state file was deleted or replaced under a run",
      "While nightshift had the file open, its path began to lead to another file or to none. Commits would go where nobody finds them, so the run ended at once and wrote nothing more to the lake.",
      wayOut:
        "Put back what was moved away. If it is gone, `nightshift state rebuild` or copy a backup back; the next run finishes what was begun."
    ),
    Explanation(
      5016, "the state file is locked",
      "Another program kept the file locked for longer than it is waited for (half a minute, or NIGHTSHIFT_STATE_PATIENCE): an open transaction in an SQLite shell, a backup program.",
      wayOut: "End what has the file open, then run again; cron does so by itself."),
    Explanation(
      5017, "the state has lost what was committed last",
      "The state file holds fewer transactions than nightshift.sqlite.commits counted, or not the entry that audit.head names: its write-ahead log (-wal) was lost or cut off, an older copy was put back, or the audit log was written anew. Going on would call things up to date that are not, and cover up what was done since.",
      wayOut:
        "Put the log back if it was moved away; otherwise `nightshift state rebuild` restores what the lake knows. A backup that is copied back over the file is taken for what it is. If another older copy is what you want, remove nightshift.sqlite.commits; where the audit anchor objects, move audit.head aside, keep it, and say so to whoever audits."
    ),
    Explanation(
      5018, "the state file is whole already",
      "`nightshift state rebuild` was asked to replace a state file that passes every check. A rebuilt one knows no history of runs.",
      wayOut:
        "Leave it. If the lake is right and the state is not, `nightshift state rebuild --force` replaces it and keeps the old one beside."),
    Explanation(
      5019, "a manifest or the audit log in the lake is damaged",
      "A file below .nightshift/manifests is not what was written there, so it is not believed. While the state is whole this costs nothing.",
      wayOut:
        "With a whole state, `nightshift state manifests --all` writes them anew. Without one, `nightshift state rebuild --force` goes on without the damaged file: its dates run again."
    ),
    Explanation(
      5020, "NIGHTSHIFT_STATE_PATIENCE is no span of time",
      "The variable says how long another program's lock on the state file is waited for: one whole number and one unit.",
      wayOut: "Write it such as 30s or 5m, or leave it out: then it is half a minute."),
  ]
}
