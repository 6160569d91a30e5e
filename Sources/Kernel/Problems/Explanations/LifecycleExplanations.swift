extension Explanation {
  static let lifecycle: [Explanation] = [
    Explanation(
      6701, "a rule's folder is not in the lake",
      "A part of the prefix is a symbolic link or a file. What a link leads to is not the lake, so nothing there is moved or purged.",
      wayOut: "Move the data into the lake's own folders, or leave the prefix out of the rules."),
    Explanation(
      6710, "lifecycle rules overlap",
      "One object falls under several rules. That is allowed: the colder of two due classes wins, and of two ways to one class the earlier, as in S3.",
      wayOut: "Nothing, if it is meant; else make the prefixes disjoint."),
    Explanation(
      6711, "a lifecycle prefix is not a folder",
      "A prefix must be one or more whole folders below the lake, with '/' at its end, so that 'ev' never means 'events/'.",
      wayOut: "Write it like `domain-events/`."),
    Explanation(
      6712, "derived data cannot change its storage class",
      "Curated, operational and quarantined partitions are read as whole folders; moving single files out of them would break their readers.",
      wayOut: "Give rules to delivered objects only, and let purge retire old partitions."),
    Explanation(
      6713, "S3 would refuse the transition",
      "Objects only go down the classes, infrequent access needs 30 days of age, and an archive class 30 days more than that.",
      wayOut: "Follow the hint: it names the smallest age, or the order of the classes."),
    Explanation(
      6714, "an age is not whole days", "Lifecycle and purge count ages in days, from midnight UTC to midnight UTC, as S3 does.",
      wayOut: "Write days, weeks or years: `30d`, `2w`, `7y`."),
  ]
}
