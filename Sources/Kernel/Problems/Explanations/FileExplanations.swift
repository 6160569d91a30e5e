extension Explanation {
  static let files: [Explanation] = [
    Explanation(
      3001, "a file operation failed",
      "The operating system refused to read, write, move or remove a file; the message names the path and the reason.",
      wayOut:
        "Check that the disk is not full and that the folder belongs to the user that runs nightshift, then run again: nothing is half done."
    ),
    Explanation(
      3002, "the state folder is locked", "Another nightshift process holds the state folder; the message shows its process id and run.",
      wayOut: "Wait for it, start with --wait, or end that process if it hangs: the lock goes with it."),
  ]
}
