-- The need that was not there when a run was blocked, or failed: a mount, a host. `again` while its slot
-- is to have another run as soon as that is back.
CREATE TABLE lack (
    run   INTEGER PRIMARY KEY REFERENCES run (seq) ON DELETE CASCADE,
    need  TEXT NOT NULL,
    again INTEGER NOT NULL
);
CREATE INDEX lack_waiting ON lack (run) WHERE again = 1;
