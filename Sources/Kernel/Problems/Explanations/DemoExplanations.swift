extension Explanation {
  static let demo: [Explanation] = [
    Explanation(
      3901, "no complete demo there",
      "`nightshift-demo deliver` was given a folder that holds no demo, or one whose making was interrupted.",
      wayOut: "Make it with `nightshift-demo generate --out FOLDER`: it starts over where it was interrupted."),
    Explanation(
      3902, "another demo lies there", "The folder holds a demo made from other settings; the two would mix.",
      wayOut: "Give another folder, or remove the one there."),
    Explanation(
      3903, "no PostgreSQL server for the demo", "The demo's shop needs a PostgreSQL server of its own, and none is installed.",
      wayOut: "apt-get install postgresql; the demo starts a private server on a socket and opens no port."),
    Explanation(
      3904, "the demo's PostgreSQL did not obey", "One of PostgreSQL's programs (initdb, pg_ctl) failed.",
      wayOut: "Read server.log in the demo's pgdata folder; remove pgdata to begin with an empty database."),
    Explanation(
      3905, "a night of the demo failed",
      "nightshift ended a night with neither success nor a closed gate; the tail of its output is shown.",
      wayOut: "Follow what the output says; running the demo again goes on from that night."),
  ]
}
