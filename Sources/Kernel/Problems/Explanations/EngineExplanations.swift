extension Explanation {
  static let engines: [Explanation] = [
    Explanation(
      4001, "there is no DuckDB",
      "Compaction and quality checks run in DuckDB's command line, and it was not found where nightshift looks: NIGHTSHIFT_DUCKDB, .tools/bin/duckdb, PATH.",
      wayOut:
        "Run `make tools` in the project's folder (it fetches the pinned version into .tools), or set NIGHTSHIFT_DUCKDB to the binary's path."
    ),
    Explanation(
      4002, "DuckDB refused a statement",
      "The SQL is wrong, names a column or table that is not there, or reaches outside the folders it may touch.",
      wayOut: "Correct the check's or the job's SQL; `nightshift catalog show TABLE` lists the columns there are."),
    Explanation(
      4003, "DuckDB could not work on the data",
      "A value could not be converted or a function failed on it. DuckDB's message may quote the value, so it is kept out of the summary.",
      wayOut: "Read the attempt's log for DuckDB's own words; use TRY_CAST in hand-written SQL where values may be malformed."),
    Explanation(
      4004, "DuckDB ran out of memory", "The statement needs more than the connection's memory limit even after spilling to disk.",
      wayOut: "Raise `memory` of the duckdb connection in the pipeline file, or lower its `threads`."),
    Explanation(
      4005, "DuckDB could not read or write a file",
      "A data file is missing, damaged or not permitted, or the disk is full; the message names it.",
      wayOut:
        "Check the disk and the file; the job is retried by itself. A damaged curated file is made again with `nightshift run --force`."),
    Explanation(
      4006, "DuckDB stopped unexpectedly",
      "The process was ended by a signal (often the system's out-of-memory killer) or hit an internal error.",
      wayOut:
        "Look at the system log; lower `memory` of the duckdb connection when the machine has less than that free. It is retried by itself."
    ),
    Explanation(
      4007, "DuckDB's rows have an unexpected shape",
      "A query gave other columns or types than the program reads. The query and the program disagree.",
      wayOut: "This is a bug unless the DuckDB in use is not the pinned version: compare `nightshift doctor`, then report it."),
  ]
}
