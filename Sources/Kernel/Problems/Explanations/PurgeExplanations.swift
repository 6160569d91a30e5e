extension Explanation {
  static let purge: [Explanation] = [
    Explanation(
      5012, "the audit anchor is damaged", "The file beside the state that holds the audit log's last hash is there and is not one line of ours; somebody or something changed it.",
      wayOut: "Compare `nightshift audit verify` with a copy of the anchor kept elsewhere, and find out who changed the file before it is written again.")
  ]
}
