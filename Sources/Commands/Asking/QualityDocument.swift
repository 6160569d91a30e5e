import Scoring

/// `nightshift.quality/1`: the report of the quality job, which writes it beside its page; `report --json` shows that file.
enum QualityDocument: JSONDocument {
  static let name = "quality"
  static let about = "the quality report of a date"
  static let members: [Shape.Member] = [
    .must("pipeline", .text, "Its name"), .must("job", .text, "The quality job"), .must("date", .date, "The logical date"),
    .must("interval", .text, "Its half-open interval of data"),
    .must(
      "night",
      .object([
        .may("score", .number, "0 to 100; not there when no dataset was measured"),
        .may("uncapped", .number, "Before a closed gate caps it"),
        .must("low", .number, "The score if everything unknown were at 0"), .must("high", .number, "The same at 100"),
        .must("coverage", .number, "Tier weight of the measured datasets, as a share of all"),
        .must("gate", .words(Gate.self), "The gravest of the datasets' gates"),
        .may("worst", .text, "The measured dataset with the lowest score"),
      ]), "All datasets together"),
    .must("datasets", .list(dataset), "By tier, then by name"), .must("history", .list(point), "The nights before, oldest first"),
    .may(
      "arrivals",
      .object([
        .must("dataset", .text, "Its name"),
        .must(
          "days",
          .list(
            .object([
              .must("date", .date, "The day of event time, UTC"),
              .may("hours", .list(.integer), "24 counts of rows; not there for a day that was not counted"),
            ])), "Oldest first, without holes"),
      ]), "Rows of each hour of the last days of one dataset"),
  ]

  private static let point = Shape.object([
    .must("date", .date, "The night"), .may("score", .number, "Not there when nothing was measured"),
    .must("gate", .words(Gate.self), "Its gate"),
  ])

  private static let dataset = Shape.object([
    .must("name", .text, "The table, zone.name"), .must("tier", .integer, "How much it matters: 1 the most, 3 the least"),
    .may("owner", .text, "Who looks after it"), .must("score", score, "Its score"),
    .must("checks", .list(check), "In the order of the file"), .must("history", .list(point), "Earlier nights, oldest first"),
    .must(
      "volumes",
      .list(
        .object([
          .must("date", .date, "The night"), .must("rows", .integer, "Its rows"),
          .must("isAccepted", .flag, "Later nights are judged by it"),
          .may("low", .number, "Fewer rows were a warning; not there while the rule was learning"),
          .may("high", .number, "More rows were a warning"),
        ])), "Rows of earlier nights, oldest first; empty when no check judges a volume"),
  ])

  private static let score = Shape.object([
    .may("score", .number, "0 to 100; not there when nothing was measured"), .may("uncapped", .number, "Before the caps"),
    .must("low", .number, "The score if every unknown check were at 0"), .must("high", .number, "The same at 100"),
    .must("coverage", .number, "Severity weight measured, as a share of what is declared"),
    .must("gate", .words(Gate.self), "Whether the partition may be used downstream"),
    .must(
      "dimensions",
      .list(
        .object([
          .must("dimension", .words(Dimension.self), "Its name"), .may("score", .number, "Not there when none of its checks was measured"),
          .must("low", .number, "With the unknown at 0"), .must("high", .number, "With the unknown at 100"),
          .must("measured", .integer, "Severity weight measured"), .must("declared", .integer, "Severity weight declared"),
        ])), "Those with a scored check"),
  ])

  private static let check = Shape.object([
    .must("name", .text, "Unique within the dataset"), .must("title", .text, "The rule in words"),
    .must("dimension", .words(Dimension.self), "What it is about"), .must("severity", .words(Severity.self), "How much it matters"),
    .must("state", .words(CheckState.self), "What became of it"), .may("q", .number, "0 to 100; not there unless measured"),
    .must("low", .number, "The least that q could be, given what is not known"), .must("high", .number, "The most"),
    .may("failing", .integer, "Rows that break the rule"), .may("evaluated", .integer, "Rows it was held against"),
    .may(
      "limits",
      .object([.must("warn", .number, "Up to here it passes"), .must("fail", .number, "Above this it fails")]),
      "Shares of rows, from 0 to 1"),
    .must("finding", .text, "What was found, in one clause"),
    .must("change", .words(CheckResult.Change.self), "How it compares with the night before"),
    .may("since", .date, "First night of the present stretch of not passing"), .may("owner", .text, "Who looks after it"),
    .may("why", .text, "Why it matters"), .may("fix", .text, "What to do about it"),
    .may("rowsFile", .text, "Where the keys of the failing rows are, relative to the report's folder"),
    .must("examples", .list(.text), "Keys of a few failing rows"), .must("settings", .text, "Stands for the check's settings"),
    .may("hours", .list(.integer), "Rows of each hour of the interval"), .may("volume", volume, "For a check that judges a volume"),
  ])

  private static let volume = Shape.object([
    .must("rows", .integer, "The day's rows"), .must("isAccepted", .flag, "Later days may be judged by it"),
    .may(
      "fit",
      .object([
        .must("expected", .number, "Rows"), .must("change", .number, "Rows over expected rows, minus 1"),
        .must("z", .number, "How far off, in scatters"), .must("sigma", .number, "Scatter of the logarithms"),
        .must("widening", .number, "What widens it while the history is short"),
        .must("warnLow", .number, "Fewer rows are a warning"), .must("warnHigh", .number, "More rows are a warning"),
        .must("failLow", .number, "Fewer rows are a failure"),
      ]), "What was expected; not there while the rule learns"),
  ])
}
