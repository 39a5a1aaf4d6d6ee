-- Notices that were told, by what makes them the same: each is told once only.
CREATE TABLE notice (
    key        TEXT PRIMARY KEY,
    automation TEXT,
    told_at    INTEGER NOT NULL
) WITHOUT ROWID;
