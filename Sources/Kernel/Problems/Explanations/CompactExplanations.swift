extension Explanation {
  static let compact: [Explanation] = [
    Explanation(
      6121, "there is no usable masking key",
      "A field or column is masked with `hmac`, and NIGHTSHIFT_MASK_KEY is not set or shorter than 16 bytes: short keys can be found by trying. Nothing was read.",
      wayOut:
        "Set NIGHTSHIFT_MASK_KEY to a secret of 16 bytes or more (`openssl rand -hex 32` makes one) for the user that runs nightshift, and keep it safe: with another key equal values no longer match."
    ),
    Explanation(
      6122, "a raw object is not what the crawl read",
      "The object's bytes are not those that the inventory counted: it was changed or replaced since.",
      wayOut: "Run again: the crawl reads a changed object of its look-back anew; for an older one run the crawl of its own date."),
    Explanation(
      6123, "a mask that cannot be",
      "The mask names an unknown way to mask, no field, or one of the keys by which events are told apart and ordered.",
      wayOut: "Use hmac, drop, last4, year or redact, on fields of the payload: `email.*: hmac`."),
    Explanation(
      6124, "a partition would lose rows",
      "The raw zone holds fewer rows of the date than the live partition was made of: raw objects were purged or replaced. Nothing was changed.",
      wayOut:
        "Leave the partition as it is if its raw objects are past their retention; if the loss is meant, run the date with --force and --reason."
    ),
  ]
}
