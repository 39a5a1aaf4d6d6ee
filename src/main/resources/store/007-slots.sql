-- A schedule of an automation as it was read at some time, and how far its slots are accounted for.
-- What was changed since is `ended`. `every` counts from `anchor`; `boot` is the newest boot for which
-- `at boot` was decided. The slots up to `cursor`, itself included, have their rows.
CREATE TABLE timetable (
    seq        INTEGER PRIMARY KEY,
    automation TEXT NOT NULL,
    texts      TEXT NOT NULL,
    zone       TEXT NOT NULL,
    anchor     INTEGER NOT NULL,
    cursor     INTEGER NOT NULL,
    boot       TEXT NOT NULL,
    ended      INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX timetable_current ON timetable (automation) WHERE ended = 0;

-- What became of the slots from `due` to `last`, `count` of them: equal neighbours are one row.
-- `state` is null while that is not decided: until then `run` is the id that the run will have, or
-- has. `turn` says when it may start, and `in_time` until when that is in time.
CREATE TABLE slot (
    automation TEXT NOT NULL,
    due        INTEGER NOT NULL,
    last       INTEGER NOT NULL,
    count      INTEGER NOT NULL,
    timetable  INTEGER NOT NULL,
    state      TEXT,
    reason     TEXT,
    run        TEXT,
    turn       TEXT,
    in_time    INTEGER,
    PRIMARY KEY (automation, due)
) WITHOUT ROWID;
CREATE INDEX slot_pending ON slot (automation, due) WHERE state IS NULL;
CREATE INDEX slot_of_run ON slot (run) WHERE run IS NOT NULL;
