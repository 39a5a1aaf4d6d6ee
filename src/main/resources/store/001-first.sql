-- Times are milliseconds since 1970, paths are bytes, hashes are lower-case hex.

-- A run, from its request on. `outcome` is null while it is unfinished.
CREATE TABLE run (
    seq          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    automation   TEXT NOT NULL,
    trigger      TEXT NOT NULL,
    due          INTEGER,
    dry          INTEGER NOT NULL,
    boot         TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    started_at   INTEGER,
    duration_ms  INTEGER,
    attempts     INTEGER NOT NULL DEFAULT 0,
    outcome      TEXT,
    reason       TEXT,
    exit_code    INTEGER,
    log          BLOB NOT NULL
);
CREATE INDEX run_of_automation ON run (automation, seq);
CREATE INDEX run_unfinished ON run (automation, seq) WHERE outcome IS NULL;
CREATE INDEX run_good ON run (automation, seq) WHERE outcome = 'succeeded' AND dry = 0;

CREATE TABLE run_input (
    run    INTEGER NOT NULL REFERENCES run (seq) ON DELETE CASCADE,
    n      INTEGER NOT NULL,
    path   BLOB NOT NULL,
    size   INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (run, n)
) WITHOUT ROWID;

CREATE TABLE finding (
    run      INTEGER NOT NULL REFERENCES run (seq) ON DELETE CASCADE,
    n        INTEGER NOT NULL,
    name     TEXT NOT NULL,
    code     TEXT,
    file     TEXT,
    passed   INTEGER,
    warning  TEXT,
    expected TEXT,
    found    TEXT,
    detail   TEXT,
    PRIMARY KEY (run, n)
) WITHOUT ROWID;

-- The ledger of inputs: what was last done with the content of a path, while the file lies there.
CREATE TABLE input (
    automation TEXT NOT NULL,
    path       BLOB NOT NULL,
    size       INTEGER NOT NULL,
    mtime      INTEGER NOT NULL,
    ctime      INTEGER NOT NULL,
    inode      INTEGER NOT NULL,
    device     INTEGER NOT NULL,
    hashed_at  INTEGER NOT NULL,
    sha256     TEXT NOT NULL,
    state      TEXT NOT NULL,
    reason     TEXT,
    run        TEXT,
    PRIMARY KEY (automation, path)
) WITHOUT ROWID;
CREATE INDEX input_set_aside ON input (automation) WHERE state <> 'handled';

-- Since when a watched folder is looked after: what lay there before waits to be asked for.
CREATE TABLE watched (
    automation TEXT NOT NULL,
    folder     BLOB NOT NULL,
    since      INTEGER NOT NULL,
    waiting    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (automation, folder)
) WITHOUT ROWID;

-- What becomes of a handled input (`done: move` or `trash`); undo takes it back.
CREATE TABLE moved_input (
    run        INTEGER NOT NULL REFERENCES run (seq) ON DELETE CASCADE,
    n          INTEGER NOT NULL,
    origin     BLOB NOT NULL,
    target     BLOB NOT NULL,
    state      TEXT NOT NULL,
    PRIMARY KEY (run, n)
) WITHOUT ROWID;

-- The journal of publishing: one row a run whose output is on its way, or there, or taken back.
CREATE TABLE publication (
    run         INTEGER PRIMARY KEY REFERENCES run (seq) ON DELETE CASCADE,
    automation  TEXT NOT NULL,
    destination BLOB NOT NULL,
    staging     BLOB NOT NULL,
    versions    BLOB NOT NULL,
    state       TEXT NOT NULL,
    changed_at  INTEGER NOT NULL
);
CREATE INDEX publication_unfinished ON publication (automation)
    WHERE state NOT IN ('published', 'undone');

CREATE TABLE publication_file (
    run        INTEGER NOT NULL REFERENCES publication (run) ON DELETE CASCADE,
    n          INTEGER NOT NULL,
    path       BLOB NOT NULL,
    staged     BLOB NOT NULL,
    inode      INTEGER NOT NULL,
    size       INTEGER NOT NULL,
    sha256     TEXT NOT NULL,
    replaced   TEXT,
    replaced_size INTEGER,
    version    BLOB NOT NULL,
    version_state TEXT NOT NULL,
    origin     BLOB,
    PRIMARY KEY (run, n)
) WITHOUT ROWID;
CREATE INDEX publication_file_path ON publication_file (path, run);

CREATE TABLE publication_folder (
    run  INTEGER NOT NULL REFERENCES publication (run) ON DELETE CASCADE,
    n    INTEGER NOT NULL,
    path BLOB NOT NULL,
    PRIMARY KEY (run, n)
) WITHOUT ROWID;

-- Where an automation publishes, and where staging and versions for it lie.
CREATE TABLE destination (
    path      BLOB PRIMARY KEY,
    keeping   BLOB NOT NULL,
    published INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- What happened that is no run.
CREATE TABLE event (
    seq        INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    automation TEXT,
    kind       TEXT NOT NULL,
    text       TEXT NOT NULL
);
CREATE INDEX event_of_automation ON event (automation, seq);
