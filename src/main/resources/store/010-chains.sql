-- Who is started by whose success. All runs of `upstream` up to `behind` have been followed.
CREATE TABLE chain (
    automation TEXT PRIMARY KEY,
    upstream   TEXT NOT NULL,
    behind     INTEGER NOT NULL
) WITHOUT ROWID;

-- The run that followed part of what a run published: written in the transaction that asks for it.
-- `run` is null where there was nothing to start.
CREATE TABLE followed (
    automation TEXT NOT NULL,
    upstream   INTEGER NOT NULL,
    part       INTEGER NOT NULL,
    run        INTEGER,
    times      INTEGER NOT NULL,
    PRIMARY KEY (automation, upstream, part)
) WITHOUT ROWID;
