/// `nightshift.purge-plan/1`: the plan as `purge plan --out` writes it and `purge apply` takes it, sealed with its own SHA-256.
enum PurgePlanDocument: JSONDocument {
  static let name = "purge-plan"
  static let about = "what a purge would remove, and what it keeps"
  static let members: [Shape.Member] = [
    .must(
      "plan",
      .object([
        .must("asOf", .microseconds, "The moment it was decided with"),
        .must(
          "items",
          .list(
            .object([
              .must("key", .text, "Where it was delivered"),
              .must("location", .text, "Where its bytes are, relative to the lake's root"),
              .may("table", .text, "The table that it belongs to"), .must("bytes", .integer, "Its size"),
              .must("modified", .microseconds, "When it was delivered"), .must("rule", .text, "The prefix of the rule"),
              .must("day", .date, "The day that its age counted from"), .must("isPartition", .flag, "It is a whole folder"),
            ])), "What goes to the trash, by key"),
        .must(
          "erasures",
          .list(
            .object([
              .must("batch", .text, "Its name"), .must("objects", .integer, "How many are in it"), .must("bytes", .integer, "Their size"),
            ])), "Batches that leave the trash for good"),
        .must(
          "kept",
          .list(
            .object([
              .must("rule", .text, "The prefix of the rule"), .must("reason", .text, "Why they stay"),
              .must("objects", .integer, "How many"), .must("bytes", .integer, "Their size"), .must("example", .text, "One of their keys"),
            ])), "What a rule would reach and what stays, by rule and reason"),
        .must(
          "stops",
          .list(
            .object([
              .must("code", .text, "For `nightshift explain`"), .must("message", .text, "What the guard saw"),
              .must("hint", .text, "The way out"), .must("yieldsToNumber", .flag, "`purge apply --expect-delete` overrides it"),
            ])), "Guards that refuse; with one of them nothing is done"),
      ]), "What a run of it would do"),
    .must("sha256", .text, "Of the plan as sorted JSON: an edited plan is not applied"),
  ]
}
