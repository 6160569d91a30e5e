extension Explanation {
  static let crawl: [Explanation] = [
    Explanation(
      6101, "too many records would be rejected",
      "More than `quarantine: at_most` of a crawl's records could not be used, which says more of the delivery than of single records. Nothing was recorded.",
      wayOut:
        "Look at the newest objects with `gzip -dc`; correct the producer, or raise `at_most` if they are to be taken as they are, and run again."
    ),
    Explanation(
      6102, "an event type has a new field",
      "With `on_new_field: fail` a crawl refuses a field that a known event type never had. Nothing was recorded.",
      wayOut: "Confirm the field with the producer, then set `on_new_field: add` and run again."),
    Explanation(
      6103, "a field changed its kind of value",
      "Most values of a field are now of another class (a text where a number was, say), and `on_type_change` is `fail`. Nothing was recorded.",
      wayOut: "Correct the producer, or set `on_type_change: widen` to keep old and new values as text."),
    Explanation(
      6104, "an arrival folder has no object",
      "With `on_missing_partition: fail` every hour of the date must have delivered something. Nothing was recorded.",
      wayOut: "See whether the delivery stream works and deliver what is missing; `on_missing_partition: warn` goes on without."),
    Explanation(
      6105, "the table is no declared source", "`reads` of this kind of job must name a table of the file's `sources`.",
      wayOut: "Declare the table under `sources`, or correct its name."),
    Explanation(
      6106, "the source cannot be read by arrival",
      "Events are read from gzip files of JSON in folders that name the day, and best the hour, of arrival; this source declares something else.",
      wayOut: "Give it `format: json.gz` and a layout such as `year=/month=/day=/hour=` or `date=`."),
    Explanation(
      6107, "a raw object changed under the reader",
      "An object's bytes were not the same when it was read a second time: its writer is still at work.",
      wayOut: "Run again when the writer has finished; raw objects are written once and not changed."),
  ]
}
