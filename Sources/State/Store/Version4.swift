import GRDB
import Kernel

/// The fourth version: jobs that a run skipped on the same dates for the same reason share a row; what may need a person is found at once.
enum Version4 {
  static func migrate(_ database: Database) throws {
    try database.execute(sql: tables)
    let rows = try Row.fetchAll(database, sql: "SELECT * FROM skip_3 ORDER BY run_id")
    let writer = StateWriter(database: database)
    var first = 0
    for index in rows.indices where index + 1 == rows.count || rows[index + 1]["run_id"] as Int != rows[index]["run_id"] {
      let skips = try rows[first...index].map { row in
        Skip(
          job: JobName(row["job"]), dates: try StateReader.date(row["first_date"])...StateReader.date(row["last_date"]),
          reason: row["reason"])
      }
      try writer.recordSkips(run: rows[index]["run_id"], skips)
      first = index + 1
    }
    try database.execute(sql: "DROP TABLE skip_3")
  }

  private static let tables = """
    DROP VIEW v_skips;
    ALTER TABLE skip RENAME TO skip_3;
    -- Decisions to skip, one row for the jobs (a document: the list of their names) and consecutive dates that share a reason.
    CREATE TABLE skip (
      id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL, jobs INTEGER NOT NULL, first_date TEXT NOT NULL, last_date TEXT NOT NULL,
      reason TEXT NOT NULL
    );
    CREATE INDEX skip_dates ON skip(last_date, first_date);
    -- A cell that runs and succeeds never comes into it.
    CREATE INDEX cell_unusual ON cell(date, job) WHERE state NOT IN ('running', 'succeeded');
    CREATE VIEW v_skips AS SELECT run_id, value AS job, first_date, last_date, reason
      FROM skip JOIN document ON document.id = skip.jobs JOIN json_each(document.text) ORDER BY skip.id, job;
    """
}
