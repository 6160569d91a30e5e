extension Explanation {
  static let quality: [Explanation] = [
    Explanation(
      6401, "a check without its rule",
      "Each entry of `checks` has exactly one key that says what is checked, such as `required` or `unique`; this one has none, or several.",
      wayOut: "Write one rule per entry; `nightshift kinds show quality` lists them."),
    Explanation(
      6402, "a semicolon in SQL",
      "The SQL of a check is put inside a larger statement, so it must be one SELECT (`sql`) or one condition (`where`).",
      wayOut: "Remove the semicolon; make two checks where two statements are needed."),
    Explanation(
      6403, "a check or a dataset occurs twice", "Results are kept by dataset and check name, so both must be unique.",
      wayOut: "Give one of the checks a `name` of its own, or join the two files."),
    Explanation(
      6404, "limits out of order", "A check warns above `warn` and fails above `fail`, so `warn` cannot be the greater of the two.",
      wayOut: "Exchange them, or leave `warn` away."),
    Explanation(
      6405, "a rule is not complete", "The rule lacks what it compares with, or it is not written in the form it needs.",
      wayOut: "Write it as the hint shows; `nightshift kinds show quality` has an example of each rule."),
    Explanation(
      6406, "a name that cannot name a check", "Check names become file names, anchors and command-line words.",
      wayOut: "Use letters, digits, dots, dashes and underscores, at most 120 of them."),
    Explanation(
      6407, "every night would write the same report",
      "The report's folder does not contain `${date}`, so each night would replace the report of the night before.",
      wayOut: "Write `${date}` into the path: `report: \"reports/quality/${date}\"`."),
    Explanation(
      6408, "no check files", "The path of `checks` names neither a check file nor a folder that holds one.",
      wayOut: "Put one YAML file per dataset into a folder beside the pipeline file and name the folder."),
    Explanation(
      6409, "a partition's manifest cannot be read",
      "The state holds a manifest of a published partition that this program does not understand.",
      wayOut:
        "Run the job that publishes the table again for that date with --force --reason; `nightshift state check` looks for further damage."
    ),
  ]
}
