extension Explanation {
  static let extract: [Explanation] = [
    Explanation(
      6301, "an extract without a PostgreSQL connection",
      "The job names a connection that the pipeline file does not declare, or one of another kind.",
      wayOut: "Declare it under `connections:` with `kind: postgres`, or correct the name."),
    Explanation(
      6302, "a table of an extract does not hold together",
      "A key of the table means nothing with its mode, its key is masked so that rows are no longer told apart, or its name cannot be a folder.",
      wayOut: "Follow the hint; `nightshift kinds show extract` lists the keys of each mode."),
    Explanation(
      6303, "an unknown mask", "The masks are hmac, drop, last4, year and redact.",
      wayOut: "Use one of them: hmac keeps values joinable, drop leaves the column out."),
    Explanation(
      6304, "a table follows one that is not there",
      "A table with `mode: follow` names a parent that is no full or incremental table of the same job.",
      wayOut: "Add the parent to the job, or correct its name."),
    Explanation(
      6311, "a table to extract does not exist",
      "The database has no table or view of that name in that schema, as far as this user can see.",
      wayOut: "Correct the name or the `schema` key; the message lists what there is."),
    Explanation(
      6312, "a column to work with does not exist",
      "The key, cursor, on, mask or allow of a table names a column that the table does not have: it may have been renamed.",
      wayOut: "Correct the name; a mask that masks nothing is never taken for a mask."),
    Explanation(
      6313, "a personal column without a mask",
      "A column's name says that it holds personal data (email, phone, address, birth, a person's name), and the job says nothing about it. Nothing was read.",
      wayOut: "Mask it, or, if nothing personal is in it, list it under `allow`."),
    Explanation(
      6314, "rows without a cursor",
      "Rows of an incremental table have NULL in the cursor column: no date's interval would ever hold them, so they would be missing silently.",
      wayOut: "Repair the rows in the source, or write `null_cursor: include` to extract them every night."),
    Explanation(
      6315, "the key of a table is not unique",
      "Rows of a table share their key or have none, so that no reader could tell them apart. Nothing was published.",
      wayOut: "Name the columns of the table's primary key in `key`, as a list if there are several."),
    Explanation(
      6316, "a cursor that is no time", "The cursor column of an incremental table is neither timestamp, timestamptz nor date.",
      wayOut: "Name a column that holds the time of the last change, or use `mode: full`."),
    Explanation(
      6317, "a mask does not fit its column", "`year` needs a date or a timestamp.",
      wayOut: "Use hmac, drop or redact for that column."),
    Explanation(
      6318, "a table was rewritten under the snapshot",
      "A TRUNCATE or an ALTER TABLE slipped between the snapshot and the lock on the table; PostgreSQL would show such a table empty. Nothing was read.",
      wayOut: "The job is tried again by itself, with a new snapshot."),
  ]
}
