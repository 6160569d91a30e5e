/// The first version of the state file. Times are microseconds since 1970 UTC, dates `YYYY-MM-DD`, documents sorted JSON.
enum Version1 {
  static let sql = runs + lake + quality + safety

  private static let runs = """
    -- One start of the program for one or more dates.
    CREATE TABLE run (
      id INTEGER PRIMARY KEY, pipeline TEXT NOT NULL, trigger TEXT NOT NULL, first_date TEXT NOT NULL, last_date TEXT NOT NULL,
      as_of INTEGER NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER, exit_code INTEGER
    );
    -- Every decision of a run about a cell, also the ones to skip.
    CREATE TABLE job_run (
      id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES run(id), job TEXT NOT NULL, date TEXT NOT NULL,
      verdict TEXT NOT NULL, reason TEXT NOT NULL, state TEXT NOT NULL, counts TEXT NOT NULL DEFAULT '{}',
      started_at INTEGER NOT NULL, ended_at INTEGER
    );
    CREATE INDEX job_run_cell ON job_run(job, date);
    CREATE TABLE attempt (
      id INTEGER PRIMARY KEY, job_run_id INTEGER NOT NULL REFERENCES job_run(id), number INTEGER NOT NULL, state TEXT NOT NULL,
      started_at INTEGER NOT NULL, ended_at INTEGER, code TEXT, message TEXT, hint TEXT, log TEXT NOT NULL
    );
    CREATE INDEX attempt_job_run ON attempt(job_run_id);
    -- The truth: one row per job and date, whichever run filled it.
    CREATE TABLE cell (
      job TEXT NOT NULL, date TEXT NOT NULL, state TEXT NOT NULL, job_run_id INTEGER REFERENCES job_run(id),
      settings TEXT NOT NULL, inputs TEXT NOT NULL, counts TEXT NOT NULL, PRIMARY KEY (job, date)
    ) WITHOUT ROWID;
    """

  private static let lake = """
    -- The inventory: every raw object the crawl has read. `key` is where it was delivered, `location` where its bytes are now.
    CREATE TABLE object (
      "table" TEXT NOT NULL, key TEXT NOT NULL, location TEXT NOT NULL, storage_class TEXT NOT NULL DEFAULT 'STANDARD',
      bytes INTEGER NOT NULL, modified INTEGER NOT NULL, sha256 TEXT NOT NULL, rows INTEGER NOT NULL, rejected INTEGER NOT NULL,
      crawled_on TEXT NOT NULL, PRIMARY KEY ("table", key)
    ) WITHOUT ROWID;
    -- How many accepted rows of each event date an object holds.
    CREATE TABLE object_date (
      "table" TEXT NOT NULL, date TEXT NOT NULL, key TEXT NOT NULL, rows INTEGER NOT NULL, PRIMARY KEY ("table", date, key)
    ) WITHOUT ROWID;
    -- Records of an object that were rejected: their position and why, never their content.
    CREATE TABLE object_reject (
      "table" TEXT NOT NULL, key TEXT NOT NULL, ordinal INTEGER NOT NULL, offset INTEGER NOT NULL, reason TEXT NOT NULL,
      detail TEXT NOT NULL, date TEXT NOT NULL, PRIMARY KEY ("table", key, ordinal)
    ) WITHOUT ROWID;
    CREATE INDEX object_reject_date ON object_reject("table", date);
    CREATE INDEX object_date_key ON object_date("table", key);
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

    CREATE VIEW v_cells AS SELECT job, date, state, counts FROM cell ORDER BY date, job;
    CREATE VIEW v_partitions AS SELECT "table", key, path, rows, bytes, fingerprint FROM partition ORDER BY "table", key;
    CREATE VIEW v_objects AS SELECT "table", key, location, storage_class, bytes, rows, rejected FROM object ORDER BY "table", key;
    CREATE VIEW v_scores AS SELECT date, dataset, score, low, high, coverage, gate FROM score ORDER BY date, dataset;
    CREATE VIEW v_audit AS SELECT sequence, entry, hash FROM audit ORDER BY sequence;
    """
}
