extension Explanation {
  static let purge: [Explanation] = [
    Explanation(
      6501, "a purge is too large",
      "More objects or bytes of a prefix, or of the lake, are past their retention than the guard lets go at once. Nothing was changed.",
      wayOut: "Look at `nightshift purge plan`. If it is right, apply it and name the number: `nightshift purge apply --expect-delete N`."),
    Explanation(
      6502, "the clock cannot be right",
      "It is before a run that has finished, or more than an hour before or two days after the newest delivery. A purge by a wrong clock would be a loss. Nothing was changed.",
      wayOut:
        "Correct the machine's clock or the --as-of; if deliveries have stopped, repair them. Where an earlier run's clock was wrong, `nightshift state clock` shows it and takes its word away. No option overrides this guard."
    ),
    Explanation(
      6503, "the newest data is past its retention",
      "Everything a prefix still has would go: the feed seems dead, and the last data of a dataset is not purged without a person. Nothing was changed.",
      wayOut:
        "Repair the feed. Where a prefix may run empty (delivery errors), set `may_empty: true` on its rule; or name the number with --expect-delete."
    ),
    Explanation(
      6504, "a folder lists as empty",
      "The catalog knows objects below the prefix and the disk shows none: a failed listing or a missing mount, not a reason to purge. Nothing was changed.",
      wayOut: "Check that the lake's disk is mounted and readable."),
    Explanation(
      6505, "another number was expected", "The number given with --expect-delete is not the plan's. Nothing was changed.",
      wayOut: "Make the plan again and look at it before naming its number."),
    Explanation(
      6506, "a purge plan is too old", "A plan is good for a day from the moment it was made. Nothing was changed.",
      wayOut: "Make a new one with `nightshift purge plan`."),
    Explanation(
      6507, "a purge plan was changed",
      "It does not agree with its own SHA-256, or it names an object outside the prefix of its own rule, which no plan of ours does. Nothing was changed.",
      wayOut: "Make a new one with `nightshift purge plan`, and find out who changed the file."),
    Explanation(
      6510, "not a purge plan", "The file given to `purge apply` is not a plan that `purge plan` wrote.",
      wayOut: "Write one with `nightshift purge plan`."),
    Explanation(
      6511, "purge rules overlap", "One object would have two retentions.",
      wayOut: "Make the prefixes disjoint, or remove one of the rules."),
    Explanation(
      6512, "a purge prefix is not a folder",
      "A prefix must be one or more whole folders below the lake, with '/' at its end, so that 'ev' never means 'events/'.",
      wayOut: "Write it like `domain-events/`."),
    Explanation(
      6513, "a purge job has no rules", "The list of rules is empty.",
      wayOut: "Add a rule such as `{ prefix: domain-events/, retain: 7y }`, or remove the job."),
    Explanation(
      6514, "a hold would hold nothing",
      "Keys are relative to the lake and never begin with '/', so a hold that does matches none of them.",
      wayOut: "Write the beginning of the keys as the catalog shows them."),
    Explanation(
      6515, "kept for less than is looked back",
      "A retention ends before the look-back of the crawl whose late objects make jobs read that data again: the repair of a date would find only what the purge has left.",
      wayOut: "Keep the data a day longer than the crawl looks back, or more; or let the crawl look back less."),
    Explanation(
      6520, "no such batch in the trash", "Nothing with this name is in the trash: it was erased, taken back already, or never there.",
      wayOut: "The hint lists the batches there are; `nightshift audit show` tells what became of the others."),
    Explanation(
      6521, "the old place is taken",
      "Since the purge, something was delivered or published where the purged data was. Undo overwrites nothing, so nothing was changed.",
      wayOut: "Move the new data away first, if the old one is wanted."),
    Explanation(
      6522, "the trash is damaged",
      "An object in the trash is missing or has another size than when it was put there. Nothing was changed.",
      wayOut: "Restore it from a backup, and find out who touched the lake's .nightshift folder."),
  ]
}
