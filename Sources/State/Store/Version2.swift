import GRDB
import Kernel

/// The second version: interned documents and sealed cells, decisions to skip as ranges, causes, marks, and dates whose manifest is due.
enum Version2 {
  static func migrate(_ database: Database) throws {
    try database.execute(sql: tables)
    try moveCells(database)
    try database.execute(sql: "ALTER TABLE job_run ADD COLUMN cause TEXT NOT NULL DEFAULT '{}'")
    try moveSkips(database)
    try database.execute(sql: "ALTER TABLE job_run DROP COLUMN verdict")
    try database.execute(sql: due)
    let writer = StateWriter(database: database)
    for key in try String.fetchAll(database, sql: "SELECT key FROM partition") { try writer.manifestDue(partition: key) }
  }

  private static let tables = """
    -- JSON that many cells share, by its content: id is the 64-bit FNV-1a of the text.
    CREATE TABLE document (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
    -- What a person said about cells: act is restate, done or void.
    CREATE TABLE mark (
      id INTEGER PRIMARY KEY, at INTEGER NOT NULL, act TEXT NOT NULL, job TEXT NOT NULL, first_date TEXT NOT NULL, last_date TEXT NOT NULL,
      user TEXT NOT NULL, reason TEXT NOT NULL
    );
    -- Decisions to skip, one row for consecutive dates with the same reason.
    CREATE TABLE skip (
      id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL, job TEXT NOT NULL, first_date TEXT NOT NULL, last_date TEXT NOT NULL,
      reason TEXT NOT NULL
    );
    CREATE INDEX skip_job ON skip(job, first_date);
    -- What a start looks for: orphans, the last successes of a job, the newest data.
    CREATE INDEX job_run_running ON job_run(id) WHERE state = 'running';
    CREATE INDEX job_run_success ON job_run(job) WHERE state = 'succeeded';
    CREATE INDEX object_modified ON object(modified);
    -- Dates whose manifest in the lake is older than this file.
    CREATE TABLE manifest_due (date TEXT PRIMARY KEY) WITHOUT ROWID;
    DROP VIEW v_cells;
    CREATE INDEX object_crawled ON object(crawled_on);
    ALTER TABLE cell RENAME TO cell_1;
    -- The truth: one row per job and date, whichever run filled it. seal is a digest of what decides; settings and inputs are documents.
    CREATE TABLE cell (
      job TEXT NOT NULL, date TEXT NOT NULL, state TEXT NOT NULL, settings INTEGER NOT NULL, inputs INTEGER NOT NULL, mark_id INTEGER,
      seal INTEGER NOT NULL, job_run_id INTEGER, counts TEXT NOT NULL, PRIMARY KEY (job, date)
    ) WITHOUT ROWID;
    CREATE VIEW v_cells AS SELECT job, date, state, counts FROM cell ORDER BY date, job;
    CREATE VIEW v_skips AS SELECT run_id, job, first_date, last_date, reason FROM skip ORDER BY id;
    CREATE VIEW v_marks AS SELECT id, at, act, job, first_date, last_date, user, reason FROM mark ORDER BY id;
    """

  private static func moveCells(_ database: Database) throws {
    let writer = StateWriter(database: database)
    let rows = try Row.fetchCursor(database, sql: "SELECT * FROM cell_1")
    while let row = try rows.next() {
      let cell = Cell(job: JobName(row["job"]), date: try StateReader.date(row["date"]))
      try writer.store(
        StoredCell(
          cell: cell, state: try StateReader.cellState(row["state"]), settings: try writer.intern(row["settings"]),
          inputs: try writer.intern(row["inputs"]), mark: nil, jobRun: row["job_run_id"], counts: row["counts"]))
    }
    try database.execute(sql: "DROP TABLE cell_1")
  }

  /// Decisions to skip leave `job_run`. Each run's are made into ranges.
  private static func moveSkips(_ database: Database) throws {
    func record(_ run: Int, _ skips: [Skip]) throws {
      for skip in Skip.merged(skips) {
        try database.execute(
          sql: "INSERT INTO skip (run_id, job, first_date, last_date, reason) VALUES (?, ?, ?, ?, ?)",
          arguments: [run, skip.job.rawValue, skip.dates.lowerBound.description, skip.dates.upperBound.description, skip.reason])
      }
    }
    var (run, skips): (Int?, [Skip]) = (nil, [])
    let rows = try Row.fetchCursor(
      database, sql: "SELECT run_id, job, date, reason FROM job_run WHERE verdict = 'skip' ORDER BY run_id, id")
    while let row = try rows.next() {
      let next: Int = row["run_id"]
      if let run, run != next {
        try record(run, skips)
        skips = []
      }
      run = next
      skips.append(Skip(cell: Cell(job: JobName(row["job"]), date: try StateReader.date(row["date"])), reason: row["reason"]))
    }
    if let run { try record(run, skips) }
    try database.execute(sql: "DELETE FROM job_run WHERE verdict = 'skip'")
  }

  /// No lake has a manifest yet: every date is due.
  private static let due = """
    INSERT OR IGNORE INTO manifest_due SELECT DISTINCT date FROM cell;
    INSERT OR IGNORE INTO manifest_due SELECT DISTINCT crawled_on FROM object;
    INSERT OR IGNORE INTO manifest_due SELECT DISTINCT trashed_on FROM trash;
    """
}
