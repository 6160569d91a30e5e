extension Explanation {
  static let pipeline: [Explanation] = keys + yaml + sections + references + capacity + graph + selection

  /// Reading any mapping.
  private static let keys: [Explanation] = [
    Explanation(
      1001, "an unknown key",
      "A mapping holds a key that nothing reads: a spelling mistake, or a key of another kind or place. It is never ignored.",
      wayOut: "Take the key the hint offers; `nightshift kinds show KIND` lists the keys of a job."),
    Explanation(
      1002, "a value of the wrong type", "A list stands where a text belongs, a text where a mapping belongs, and so on.",
      wayOut: "Write the value as the message asks; look at the example of `nightshift kinds show KIND`."),
    Explanation(
      1003, "a key is missing", "A mapping lacks a key that it cannot do without.", wayOut: "Add it; the hint shows how it is written."),
    Explanation(
      1004, "a number out of range", "The number is smaller or larger than makes sense there.",
      wayOut: "Choose one within the bounds of the message."),
    Explanation(
      1005, "not a duration", "A duration is one whole number and one unit: ms, s, m, h, d, w or y (365 days).",
      wayOut: "Write 90m for an hour and a half; there are no fractions, signs or sums."),
    Explanation(
      1006, "not a percentage", "A share is written with its sign, from 0% to 100%.",
      wayOut: "Write 2% where you mean two of a hundred, 0.1% for one of a thousand."),
    Explanation(
      1007, "not a size", "A size is one whole number and one unit: B, KiB, MiB or GiB.",
      wayOut: "Write 4GiB; GB and G are not taken, because people disagree about them."),
    Explanation(
      1008, "not a date", "A date is written YYYY-MM-DD and exists in the calendar.",
      wayOut: "Correct it; 2026-02-29, for example, does not exist."),
    Explanation(1009, "not one of the words", "Only certain words are taken there; the message lists them.", wayOut: "Choose one of them."),
  ]

  /// The text of a file.
  private static let yaml: [Explanation] = [
    Explanation(
      1010, "a job file cannot be read", "It is not there, is a folder, or may not be read by this user.",
      wayOut: "Name it with --pipeline FILE, start in the project's folder, or write one with `nightshift init`."),
    Explanation(
      1011, "a job file is too large", "No pipeline needs 1 MiB of text, so it is most likely another file.",
      wayOut: "Name the right file; move data out of it."),
    Explanation(
      1012, "not UTF-8 text", "The bytes at that place are not UTF-8: another encoding, or no text at all.",
      wayOut: "Save the file as UTF-8; `iconv -f big5 -t utf-8` converts, for example, from Big5."),
    Explanation(
      1013, "a forbidden character", "YAML takes no control characters; they are invisible and come from copying.",
      wayOut: "Delete it, or write it as an escape in double quotes: \"\\x07\"."),
    Explanation(
      1014, "not YAML",
      "The file breaks a rule of YAML at that place or a little before: indentation, an open quote or bracket, a colon in a plain text.",
      wayOut: "Look at the line and the one above it; quote values that hold ': ' or begin with a special character."),
    Explanation(
      1015, "indented with a tab", "YAML takes only spaces for indentation, since a tab has no width.",
      wayOut: "Replace tabs by spaces; `expand -t 2 FILE` does it."),
    Explanation(
      1016, "more than one document", "A line `---` begins a second document, which would be ignored.",
      wayOut: "Remove the line, or put the second document into a file of its own."),
    Explanation(
      1017, "an empty file", "The file holds nothing, or only comments.", wayOut: "`nightshift init` writes a commented one to start from."),
    Explanation(
      1018, "the root is not a mapping", "A job file begins with `key: value`; this one is a list or a single value.",
      wayOut: "Begin with `pipeline: name`."),
    Explanation(
      1019, "too many aliases",
      "The file follows more than 100 aliases, those inside repeated values counted each time; such files can explode.",
      wayOut: "Write the values out, or put what is common into `defaults`."),
    Explanation(
      1020, "nested too deep", "More than 64 mappings and lists stand within each other.",
      wayOut: "No key needs it; look for an unclosed bracket or a generator gone wrong."),
    Explanation(
      1021, "a YAML tag", "Tags such as !!python/object ask a program to make objects; nothing here does.",
      wayOut: "Remove the tag; put a value in quotes to keep it text."),
    Explanation(
      1022, "a key written twice", "Of two equal keys most programs silently keep one; which one is a matter of luck.",
      wayOut: "Remove one of them or rename it."),
    Explanation(
      1023, "a merge key", "`<<` mixes a mapping into another, so that what a job does is no longer written in one place.",
      wayOut: "Write the keys out, put what is common into `defaults`, or repeat a whole value with an anchor and an alias."),
    Explanation(
      1024, "a key that is not text", "A key is a list, a mapping, an alias or missing.",
      wayOut: "Write the key as text; quote it if it begins with a special character."),
    Explanation(
      1025, "an unknown anchor", "`*name` repeats the value that `&name` marks further up, and there is none.",
      wayOut: "Correct the name; quote a text that is meant to begin with `*`."),
    Explanation(
      1026, "too many values", "With its aliases followed the file holds more than 200,000 values.",
      wayOut: "No pipeline needs it; write less, and look for nested aliases."),
  ]

  /// The sections of a pipeline file.
  private static let sections: [Explanation] = [
    Explanation(
      1030, "a name that cannot be used",
      "Names become folders, SQL and command-line words, so they are lower-case letters, digits and _, a letter first; tables are two such words with a dot.",
      wayOut: "Rename it as the hint shows."),
    Explanation(
      1031, "not a cron line",
      "A schedule is five fields of numbers in UTC: minute, hour, day of month, month, day of week; and it must be able to fire.",
      wayOut: "Write `0 2 * * *` for every night at 02:00 UTC. Quote a line that begins with `*`."),
    Explanation(
      1032, "a time zone where nights are UTC",
      "Nights are UTC. In a zone with daylight saving one night has 23 hours and one 25, some times do not exist and others come twice; every such tool has lost or doubled data over it.",
      wayOut: "Remove the key and write the hour in UTC. The zone of a source's naive times is declared at the source."),
    Explanation(
      1033, "a duration out of range",
      "A timeout is between nothing and seven days; the pause before a retry is longer than nothing and not above its cap.",
      wayOut: "Correct the duration."),
    Explanation(
      1034, "not one lake", "A pipeline works on exactly one lake, its one connection of the kind local.",
      wayOut: "Declare it under `connections`, or move the jobs of a second lake into a pipeline of their own."),
    Explanation(1035, "no jobs", "A pipeline without jobs does nothing.", wayOut: "Add a job; `nightshift kinds` lists what there is."),
    Explanation(
      1036, "not a layout", "A layout names the partition keys of a source's folders, outermost first, each with its `=`.",
      wayOut: "Write year=/month=/day=/hour= as the folders are called."),
    Explanation(
      1037, "a path outside the lake", "A source's path is a folder below the lake's root.",
      wayOut: "Write it relative, without `..`; the lake's root itself is a connection."),
    Explanation(
      1038, "not a time zone", "The zone of naive times is an IANA name, an offset, or UTC.", wayOut: "Write Asia/Taipei or +08:00."),
  ]

  /// `${…}`.
  private static let references: [Explanation] = [
    Explanation(
      1040, "an environment variable is not set",
      "The file takes a value from the environment, and it is not there or empty. Under cron the environment is almost empty.",
      wayOut: "Set it in the crontab or the unit, or give a default: ${env:NAME:-value}."),
    Explanation(
      1041, "an unknown variable",
      "A reference names a variable that is not declared under `variables`, or not above the one that uses it.",
      wayOut: "Declare it, or correct the name."),
    Explanation(1042, "a reference is not closed", "A `${` has no `}`.", wayOut: "Close it; write $${ for a literal ${."),
    Explanation(
      1043, "the environment is not read here",
      "Only variables and connections read the environment, so that one look at them tells what a night depends on.",
      wayOut: "Declare a variable and refer to it."),
    Explanation(
      1044, "not a reference", "Between ${ and } stands one name and nothing else: there is no arithmetic, no functions, no language.",
      wayOut: "Use date, interval.start, interval.end, run, a declared variable, or env:NAME."),
    Explanation(
      1045, "a reference where none is filled in", "The text is needed before a job runs, or is shown as it is written.",
      wayOut: "Write the value itself, or use the reference in a job's keys."),
    Explanation(
      1046, "a password in the file", "Job files are copied, committed and shown; a connection string must not hold a password.",
      wayOut:
        "Put the string into the environment (dsn: \"${env:SHOP_DSN}\"), or the password into ~/.pgpass. Change the password that was written here."
    ),
  ]

  /// Deadlines and pools.
  private static let capacity: [Explanation] = [
    Explanation(
      1050, "not a time of day", "A deadline is written HH:MM, from 00:00 to 23:59, in UTC.", wayOut: "Write 05:30 for half past five."),
    Explanation(
      1051, "not an amount of a pool",
      "A pool holds, and a job uses of it, a whole number of at least 1 or a size: a pool of nothing would never let a job start.",
      wayOut: "Write 2 for something that is counted, 4GiB for something that is measured."),
    Explanation(
      1052, "an unknown pool", "A job uses a pool that the pipeline does not declare, so nothing would limit it.",
      wayOut: "Correct the name, or declare the pool under `pools`."),
    Explanation(
      1053, "more than a pool holds", "A job uses more of a pool than there is; it could never start.",
      wayOut: "Let the job use less, or make the pool larger."),
    Explanation(
      1054, "a count where a pool is a size", "A pool of memory was asked for a number of things, or a pool of things for bytes.",
      wayOut: "Write the amount as the pool's own is written; a name without an amount means 1."),
    Explanation(
      1055, "a deadline before the night begins",
      "A deadline is a time of the day after the data's, and the schedule starts the night later than that: every night would miss it.",
      wayOut: "Write a later time, or start the night earlier."),
  ]

  /// Jobs and tables.
  private static let graph: [Explanation] = [
    Explanation(1060, "an unknown job", "`needs` or `after` names a job that the file does not have.", wayOut: "Correct the name."),
    Explanation(
      1061, "a job waits for itself", "A job names itself in `needs` or `after` and could never start.", wayOut: "Remove the name."),
    Explanation(
      1062, "jobs wait for each other", "Following `needs` and `after` leads back to where it began: none of these jobs could ever start.",
      wayOut: "Remove one of the arrows that the message shows."),
    Explanation(
      1063, "two writers of a table", "Two jobs write the same table, and the later one would silently win.",
      wayOut: "Let one of them write another table."),
    Explanation(
      1064, "a table that nobody writes", "A job reads a table that no job writes and no source declares.",
      wayOut: "Correct the name, or declare the table under `sources`."),
    Explanation(
      1065, "a reader that does not need its writer",
      "A job reads a table without having its writer upstream, so it may run before it and read what last night left.",
      wayOut: "Add the writer to `needs`."),
    Explanation(
      1066, "a source is written", "A job writes a table that `sources` declares to be somebody else's.",
      wayOut: "Write another table, or remove the source."),
    Explanation(
      1067, "a job is waited for twice", "The same job stands twice in `needs` and `after`. Harmless, and surely not meant.",
      wayOut: "Name it once; `needs` includes `after`."),
  ]

  /// `--select` and `--exclude`.
  private static let selection: [Explanation] = [
    Explanation(
      1070, "a selector that says nothing",
      "A part of the selector is empty or not of the form name, kind:…, tag:…, with + in front or behind.",
      wayOut: "Write, for example, +events,kind:quality."),
    Explanation(
      1071, "an unknown way to select", "Jobs are selected by name, by kind: or by tag:.",
      wayOut: "Use one of these; `nightshift graph` shows the jobs."),
    Explanation(
      1072, "a selector that matches no job", "No job has that name, kind or tag.",
      wayOut: "Take the word that the hint offers; `nightshift graph` shows the jobs."),
  ]
}
