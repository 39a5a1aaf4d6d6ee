-- Fire drills: a test alert that somebody is to answer.
CREATE TABLE drill (
    message     INTEGER PRIMARY KEY,
    at          INTEGER NOT NULL,
    answered_at INTEGER
);
