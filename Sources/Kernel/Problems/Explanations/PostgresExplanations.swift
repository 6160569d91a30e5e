extension Explanation {
  static let postgres: [Explanation] = [
    Explanation(
      3201, "a PostgreSQL connection string cannot be read",
      "The connection's dsn is neither a postgresql:// address nor a list of key=value pairs. It may hold a password, so it is never shown.",
      wayOut: "Write postgresql://user@host:5432/database, with special characters of the password as %XX, and try it with psql."),
    Explanation(
      3202, "a remote PostgreSQL without verified TLS is refused",
      "The connection string asks for an sslmode below verify-full, and the host is neither loopback nor a socket: anyone on the way could read rows and password, or pose as the server.",
      wayOut: "Remove sslmode from the connection string (verify-full is then used) and point sslrootcert at the authority's certificate."),
    Explanation(
      3203, "cannot connect to PostgreSQL", "Nobody answers at that host and port, or the connection was refused.",
      wayOut: "Check that the server runs and that host and port are right; the job is tried again by itself."),
    Explanation(
      3204, "the PostgreSQL host is unknown", "The name server does not know the host of the connection string.",
      wayOut: "Check the spelling and the machine's name resolution; the job is tried again in case it was a passing fault."),
    Explanation(
      3205, "PostgreSQL refuses the credentials",
      "The user does not exist, the password is wrong or missing, or pg_hba.conf does not let this user in from here.",
      wayOut: "Try the same connection string with psql; correct the password or pg_hba.conf. Trying again by itself cannot help."),
    Explanation(
      3206, "the PostgreSQL database does not exist", "The server answered, but has no database of that name.",
      wayOut: "`psql -l` lists the databases; correct the name in the connection string."),
    Explanation(
      3207, "TLS with PostgreSQL failed",
      "The server offers no TLS, its certificate is not signed by the given authority, or is made out to another host name.",
      wayOut: "Give sslrootcert, and use the host name that stands in the server's certificate."),
    Explanation(
      3208, "PostgreSQL did not answer in time", "The connection was neither accepted nor refused within the limit.",
      wayOut: "Look for a firewall or an overloaded server; connect_timeout in the connection string raises the limit."),
    Explanation(
      3209, "the connection to PostgreSQL was lost",
      "The server restarted, an administrator ended the session, or the network failed. Nothing was published.",
      wayOut: "Nothing to do when it happens once: the job is tried again from the start, with a new snapshot."),
    Explanation(
      3210, "PostgreSQL is out of resources", "The server has no connection, memory or disk space left for this session.",
      wayOut: "Free some on the server, or move the schedule to a quieter hour; the job is tried again by itself."),
    Explanation(
      3211, "PostgreSQL gave up a transaction in conflict",
      "A deadlock, a serialization conflict, or, on a replica, the replay of changes that the snapshot still needed.",
      wayOut: "The job is tried again by itself; on a replica, hot_standby_feedback=on prevents it."),
    Explanation(
      3212, "a PostgreSQL statement took too long",
      "The statement ran into a timeout, waited too long for a lock, or was cancelled by an administrator.",
      wayOut: "Look for long locks (pg_locks) and load on the server; the job is tried again by itself."),
    Explanation(
      3213, "a PostgreSQL table does not exist", "The table or its schema is not there, or not on this user's search path.",
      wayOut: "Compare the job file with `\\dt *.*` in psql, as the same user."),
    Explanation(
      3214, "a PostgreSQL column does not exist", "A statement names a column that its table does not have.",
      wayOut: "Compare the job file with `\\d table` in psql."),
    Explanation(
      3215, "PostgreSQL denies permission", "The user of the connection string may not read the table.",
      wayOut: "GRANT USAGE on the schema and SELECT on the table to that user."),
    Explanation(
      3216, "PostgreSQL refuses a statement", "The server rejected a statement for the reason of the SQLSTATE in the message.",
      wayOut: "Look the SQLSTATE up in appendix A of PostgreSQL's manual; the attempt's log holds the server's words."),
    Explanation(
      3217, "not a name of a PostgreSQL table or column",
      "A name is empty, holds a NUL, or is longer than the 63 bytes that PostgreSQL keeps; it would silently mean another one.",
      wayOut: "Write the name exactly as the database has it."),
    Explanation(
      3218, "PostgreSQL sent fewer rows than announced",
      "The number at the end of a COPY differs from the rows that arrived: the transfer broke. Nothing was published.",
      wayOut: "The job is tried again by itself; if it persists, look at what lies between here and the server."),
    Explanation(
      3219, "text in PostgreSQL that is not UTF-8",
      "The database has the encoding SQL_ASCII, which accepts any bytes, and a row holds some that are no UTF-8.",
      wayOut: "Repair the rows in the source, or drop the column."),
    Explanation(
      3220, "PostgreSQL's client library is missing",
      "libpq speaks to the server; it is loaded when a job needs it first, and it is not there or not complete.",
      wayOut: "Install it: libpq5 on Debian and Ubuntu, libpq on Fedora. `nightshift doctor` shows the version that is found."),
  ]
}
