extension Explanation {
  static let shell: [Explanation] = [
    Explanation(
      6601, "a program failed",
      "The program of a shell job ended with an exit code other than 0, or by a signal; the message has its last line.",
      wayOut: "Read its output with `nightshift logs JOB --date D`, correct it, and run the night again."),
    Explanation(
      6602, "a program asks to be tried again", "The program ended with exit code 75 (EX_TEMPFAIL): something it needs is not there yet.",
      wayOut: "Nothing, while the job's `retries` last; after that, find out what it waits for."),
    Explanation(
      6610, "a command is one text",
      "A shell job's `command` must be a list. No shell reads it, so that a date, a name or a value can never become a command.",
      wayOut: "Write each argument as an element of the list; put pipes and conditions into a script of their own."),
    Explanation(
      6611, "a command names no program", "The list of a shell job's `command` is empty, or its first element is.",
      wayOut: "Give the program's path, or its name if it is in PATH, as the first element."),
    Explanation(
      6612, "an environment variable cannot be set",
      "Its name is not one that programs understand, or nightshift sets it itself (NIGHTSHIFT_…, TZ).",
      wayOut: "Use letters, digits and '_', and another name than those of nightshift."),
  ]
}
