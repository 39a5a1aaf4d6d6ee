-- How long the machine was awake in all up to a moment, as far as somebody counted: `nanos` is the
-- monotonic clock of the boot. Until `hold_until` nothing is called late: somebody has just come back
-- (`strict`: whatever runs meanwhile, since the clock was set by more than a day).
CREATE TABLE awake (
    seq        INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    total_ms   INTEGER NOT NULL,
    boot       TEXT NOT NULL,
    nanos      INTEGER NOT NULL,
    hold_until INTEGER,
    strict     INTEGER NOT NULL
);
CREATE INDEX awake_at ON awake (at);
CREATE INDEX awake_hold ON awake (seq) WHERE hold_until IS NOT NULL;
