-- What the user has told to rest. `automation` is null for all of them (maintenance). A pause ends at
-- `until` by itself, or before that at `resumed_at`; rows stay, since slots of the past ask for them.
CREATE TABLE pause (
    seq        INTEGER PRIMARY KEY,
    automation TEXT,
    since      INTEGER NOT NULL,
    until      INTEGER,
    resumed_at INTEGER,
    note       TEXT
);
CREATE INDEX pause_of_automation ON pause (automation, seq);
CREATE INDEX pause_open ON pause (automation) WHERE resumed_at IS NULL;
