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
-- `state`: prepared (on its way, or there and not yet recorded), published, undoing, undone, redoing.
-- `placed` counts publications, undos and redos in the order in which they happened. `anchor` is the
-- folder that was there when it began: by it a disk that is not mounted is told from lost files. With
-- `backward` it is being taken back, and a recovery must not turn around.
CREATE TABLE publication (
    run         INTEGER PRIMARY KEY REFERENCES run (seq) ON DELETE CASCADE,
    id          TEXT NOT NULL,
    automation  TEXT NOT NULL,
    destination BLOB NOT NULL,
    staging     BLOB NOT NULL,
    versions    BLOB NOT NULL,
    anchor      BLOB NOT NULL,
    anchor_inode INTEGER NOT NULL,
    state       TEXT NOT NULL,
    backward    INTEGER NOT NULL DEFAULT 0,
    placed      INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL
);
CREATE INDEX publication_unfinished ON publication (automation)
    WHERE state NOT IN ('published', 'undone');
CREATE INDEX publication_placed ON publication (placed);

-- `kind`: file, link, or removal (what `publish: mirror` took away). `staged` is the name in staging.
-- `coming` is the file that is to lie at `path`, `there` what lay there when this was written down,
-- both as inode, size and mtime: recovery tells by them what was done. `version` is the name of what
-- was replaced, and with `.redo` of what an undo took away; `version_state` (none, kept, gone) and
-- `version_size` speak of the one of the two that fits the publication's state.
CREATE TABLE publication_file (
    run           INTEGER NOT NULL REFERENCES publication (run) ON DELETE CASCADE,
    n             INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    path          BLOB NOT NULL,
    staged        BLOB,
    origin        BLOB,
    placed        INTEGER NOT NULL,
    size          INTEGER NOT NULL,
    sha256        TEXT,
    mark_inode    INTEGER,
    mark_size     INTEGER,
    mark_mtime    INTEGER,
    replaced      TEXT,
    replaced_size INTEGER,
    version       BLOB NOT NULL,
    version_state TEXT NOT NULL,
    version_size  INTEGER NOT NULL,
    coming_inode  INTEGER,
    coming_size   INTEGER,
    coming_mtime  INTEGER,
    there_inode   INTEGER,
    there_size    INTEGER,
    there_mtime   INTEGER,
    PRIMARY KEY (run, n)
) WITHOUT ROWID;
CREATE INDEX publication_file_path ON publication_file (path, placed);
CREATE INDEX publication_file_origin ON publication_file (origin, staged, placed)
    WHERE origin IS NOT NULL;
CREATE INDEX publication_file_kept ON publication_file (run) WHERE version_state = 'kept';

-- Folders that publishing made, each before what lies in it.
CREATE TABLE publication_folder (
    run  INTEGER NOT NULL REFERENCES publication (run) ON DELETE CASCADE,
    n    INTEGER NOT NULL,
    path BLOB NOT NULL,
    mode INTEGER NOT NULL,
    PRIMARY KEY (run, n)
) WITHOUT ROWID;
CREATE INDEX publication_folder_path ON publication_folder (path);

-- Where an automation publishes, and where staging and versions for it lie. `trial` is a file with
-- which that is being found out, `keeping` is null until then. `real` is the path without links.
CREATE TABLE destination (
    path      BLOB PRIMARY KEY,
    real      BLOB NOT NULL,
    keeping   BLOB,
    links     INTEGER NOT NULL DEFAULT 1,
    replaces  INTEGER NOT NULL DEFAULT 1,
    folds     INTEGER NOT NULL DEFAULT 0,
    trial     BLOB,
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
