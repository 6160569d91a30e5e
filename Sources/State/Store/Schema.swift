import GRDB

/// The newest version in one piece: how a new file is made. Older files become the same by their migrations.
///
/// Times are microseconds since 1970 UTC, dates `YYYY-MM-DD`, documents sorted JSON.
enum Schema {
  static func create(_ database: Database) throws { try database.execute(sql: runs + lake + quality + safety + views) }

  private static let runs = """
    -- One start of the program for one or more dates. disbelieved is 1 where a person has said that its clock was wrong.
    CREATE TABLE run (
      id INTEGER PRIMARY KEY, pipeline TEXT NOT NULL, trigger TEXT NOT NULL, first_date TEXT NOT NULL, last_date TEXT NOT NULL,
      as_of INTEGER NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER, exit_code INTEGER
    , disbelieved INTEGER NOT NULL DEFAULT 0);
    -- Every decision of a run to run a cell.
    CREATE TABLE job_run (
      id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES run(id), job TEXT NOT NULL, date TEXT NOT NULL,
      reason TEXT NOT NULL, state TEXT NOT NULL, counts TEXT NOT NULL DEFAULT '{}',
      started_at INTEGER NOT NULL, ended_at INTEGER
    , cause TEXT NOT NULL DEFAULT '{}');
    CREATE INDEX job_run_cell ON job_run(job, date);
    -- What a start looks for: orphans, the last successes of a job, the newest data.
    CREATE INDEX job_run_running ON job_run(id) WHERE state = 'running';
    CREATE INDEX job_run_success ON job_run(job) WHERE state = 'succeeded';
    CREATE TABLE attempt (
      id INTEGER PRIMARY KEY, job_run_id INTEGER NOT NULL REFERENCES job_run(id), number INTEGER NOT NULL, state TEXT NOT NULL,
      started_at INTEGER NOT NULL, ended_at INTEGER, code TEXT, message TEXT, hint TEXT, log TEXT NOT NULL
    );
    CREATE INDEX attempt_job_run ON attempt(job_run_id);
    -- The truth: one row per job and date, whichever run filled it. seal is a digest of what decides; settings and inputs are documents.
    CREATE TABLE cell (
      job TEXT NOT NULL, date TEXT NOT NULL, state TEXT NOT NULL, settings INTEGER NOT NULL, inputs INTEGER NOT NULL, mark_id INTEGER,
      seal INTEGER NOT NULL, job_run_id INTEGER, counts TEXT NOT NULL, PRIMARY KEY (job, date)
    ) WITHOUT ROWID;
    -- A cell that runs and succeeds never comes into it.
    CREATE INDEX cell_unusual ON cell(date, job) WHERE state NOT IN ('running', 'succeeded');
    -- JSON that many cells share, by its content: id is the 64-bit FNV-1a of the text.
    CREATE TABLE document (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
    -- Decisions to skip, one row for the jobs (a document: the list of their names) and consecutive dates that share a reason.
    CREATE TABLE skip (
      id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL, jobs INTEGER NOT NULL, first_date TEXT NOT NULL, last_date TEXT NOT NULL,
      reason TEXT NOT NULL
    );
    CREATE INDEX skip_dates ON skip(last_date, first_date);
    -- What a person said about cells: act is restate, done or void.
    CREATE TABLE mark (
      id INTEGER PRIMARY KEY, at INTEGER NOT NULL, act TEXT NOT NULL, job TEXT NOT NULL, first_date TEXT NOT NULL, last_date TEXT NOT NULL,
      user TEXT NOT NULL, reason TEXT NOT NULL
    );

    """

  private static let lake = """
    -- The inventory: every raw object the crawl has read. `key` is where it was delivered, `location` where its bytes are now.
    CREATE TABLE object (
      "table" TEXT NOT NULL, key TEXT NOT NULL, location TEXT NOT NULL, storage_class TEXT NOT NULL DEFAULT 'STANDARD',
      bytes INTEGER NOT NULL, modified INTEGER NOT NULL, sha256 TEXT NOT NULL, rows INTEGER NOT NULL, rejected INTEGER NOT NULL,
      crawled_on TEXT NOT NULL, PRIMARY KEY ("table", key)
    ) WITHOUT ROWID;
    CREATE INDEX object_modified ON object(modified);
    CREATE INDEX object_crawled ON object(crawled_on);
    -- How many accepted rows of each event date an object holds.
    CREATE TABLE object_date (
      "table" TEXT NOT NULL, date TEXT NOT NULL, key TEXT NOT NULL, rows INTEGER NOT NULL, PRIMARY KEY ("table", date, key)
    ) WITHOUT ROWID;
    CREATE INDEX object_date_key ON object_date("table", key);
    -- Records of an object that were rejected: their position and why, never their content.
    CREATE TABLE object_reject (
      "table" TEXT NOT NULL, key TEXT NOT NULL, ordinal INTEGER NOT NULL, offset INTEGER NOT NULL, reason TEXT NOT NULL,
      detail TEXT NOT NULL, date TEXT NOT NULL, PRIMARY KEY ("table", key, ordinal)
    ) WITHOUT ROWID;
    CREATE INDEX object_reject_date ON object_reject("table", date);
    -- Columns of the table, trees of its event types, and what changed since the version before.
    CREATE TABLE schema_version (
      "table" TEXT NOT NULL, version INTEGER NOT NULL, date TEXT NOT NULL, columns TEXT NOT NULL, events TEXT NOT NULL, diff TEXT NOT NULL,
      PRIMARY KEY ("table", version)
    ) WITHOUT ROWID;
    -- Published partitions: what is live in the lake.
    CREATE TABLE partition (
      "table" TEXT NOT NULL, key TEXT NOT NULL, path TEXT NOT NULL, rows INTEGER NOT NULL, bytes INTEGER NOT NULL,
      manifest TEXT NOT NULL, fingerprint TEXT NOT NULL, PRIMARY KEY ("table", key)
    ) WITHOUT ROWID;
    CREATE TABLE watermark (
      job TEXT NOT NULL, name TEXT NOT NULL, date TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (job, name, date)
    ) WITHOUT ROWID;
    -- Where rows went: edge is in, out, duplicate, quarantined, redacted, late; reason tells which kind of it.
    CREATE TABLE edge_count (
      job TEXT NOT NULL, date TEXT NOT NULL, "table" TEXT NOT NULL, edge TEXT NOT NULL, reason TEXT NOT NULL, rows INTEGER NOT NULL,
      PRIMARY KEY (job, date, "table", edge, reason)
    ) WITHOUT ROWID;
    -- Dates whose manifest in the lake is older than this file.
    CREATE TABLE manifest_due (date TEXT PRIMARY KEY) WITHOUT ROWID;

    """

  private static let quality = """
    CREATE TABLE check_result (
      job TEXT NOT NULL, date TEXT NOT NULL, dataset TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL, score REAL,
      failing INTEGER, evaluated INTEGER, document TEXT NOT NULL, PRIMARY KEY (job, date, dataset, name)
    ) WITHOUT ROWID;
    -- dataset '' is the night as a whole.
    CREATE TABLE score (
      job TEXT NOT NULL, date TEXT NOT NULL, dataset TEXT NOT NULL, score REAL, low REAL NOT NULL, high REAL NOT NULL,
      coverage REAL NOT NULL, gate TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (job, date, dataset)
    ) WITHOUT ROWID;

    """

  private static let safety = """
    -- What a run is about to do to the lake; open ones are finished by the next start.
    CREATE TABLE intent (
      id INTEGER PRIMARY KEY, job TEXT NOT NULL, date TEXT NOT NULL, phase TEXT NOT NULL, document TEXT NOT NULL
    );
    -- Objects in the trash, and where they came from.
    CREATE TABLE trash (
      batch TEXT NOT NULL, "table" TEXT NOT NULL, key TEXT NOT NULL, origin TEXT NOT NULL, location TEXT NOT NULL, bytes INTEGER NOT NULL,
      modified INTEGER NOT NULL, rule TEXT NOT NULL, trashed_on TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (batch, key)
    ) WITHOUT ROWID;
    -- The audit log: hash = SHA-256(previous hash, newline, the entry's canonical JSON).
    CREATE TABLE audit (
      sequence INTEGER PRIMARY KEY, entry TEXT NOT NULL, hash TEXT NOT NULL
    );
    -- One row: how many transactions have changed this file.
    CREATE TABLE tally (commits INTEGER NOT NULL);
    INSERT INTO tally (commits) VALUES (0);

    """

  private static let views = """
    CREATE VIEW v_partitions AS SELECT "table", key, path, rows, bytes, fingerprint FROM partition ORDER BY "table", key;
    CREATE VIEW v_objects AS SELECT "table", key, location, storage_class, bytes, rows, rejected FROM object ORDER BY "table", key;
    CREATE VIEW v_scores AS SELECT date, dataset, score, low, high, coverage, gate FROM score ORDER BY date, dataset;
    CREATE VIEW v_audit AS SELECT sequence, entry, hash FROM audit ORDER BY sequence;
    CREATE VIEW v_cells AS SELECT job, date, state, counts FROM cell ORDER BY date, job;
    CREATE VIEW v_marks AS SELECT id, at, act, job, first_date, last_date, user, reason FROM mark ORDER BY id;
    CREATE VIEW v_skips AS SELECT run_id, value AS job, first_date, last_date, reason
      FROM skip JOIN document ON document.id = skip.jobs JOIN json_each(document.text) ORDER BY skip.id, job;
    """
}
