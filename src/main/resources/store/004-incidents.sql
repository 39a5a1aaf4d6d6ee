-- Runs that ended and whose meaning for health nobody has drawn yet: written in the transaction that
-- records the run, taken away in the one that opens or closes an incident for it.
CREATE TABLE recorded (
    run        INTEGER PRIMARY KEY REFERENCES run (seq) ON DELETE CASCADE,
    automation TEXT NOT NULL
);

-- From the first bad sign to recovery. `since` is when it began, `opened_at` when that was seen.
-- `automation` is empty for the home itself. `repeat_at` is null once nothing is repeated any more.
CREATE TABLE incident (
    id          TEXT PRIMARY KEY,
    automation  TEXT NOT NULL,
    since       INTEGER NOT NULL,
    opened_at   INTEGER NOT NULL,
    subject     TEXT NOT NULL,
    reason      TEXT NOT NULL,
    run         TEXT,
    last_bad    INTEGER NOT NULL,
    reopened    INTEGER NOT NULL DEFAULT 0,
    repeats     INTEGER NOT NULL DEFAULT 0,
    repeat_at   INTEGER,
    acked_at    INTEGER,
    acked_until INTEGER,
    ack_note    TEXT,
    closed_at   INTEGER,
    closed_by   TEXT
);
CREATE UNIQUE INDEX incident_open ON incident (automation) WHERE closed_at IS NULL;
CREATE INDEX incident_of_automation ON incident (automation, opened_at);
