-- Automations that were seen: one whose folder is gone or whose definition cannot be read has not
-- fallen silent. `readable` tells whether it ever was; `unreadable_since` is null while it is.
CREATE TABLE sight (
    automation       TEXT PRIMARY KEY,
    first_seen       INTEGER NOT NULL,
    readable         INTEGER NOT NULL,
    unreadable_since INTEGER
) WITHOUT ROWID;
