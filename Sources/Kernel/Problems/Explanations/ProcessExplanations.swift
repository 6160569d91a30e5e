extension Explanation {
  static let processes: [Explanation] = [
    Explanation(
      3101, "a program could not be started", "The program named in the message is not there or may not be executed.",
      wayOut: "Install it or correct its path; `nightshift doctor` lists what is missing and how to get it."),
    Explanation(
      3103, "a program printed too much",
      "A child process wrote more to its standard output than its caller is prepared to hold in memory.",
      wayOut: "Let the command write to a file instead, or print less."),
  ]
}
