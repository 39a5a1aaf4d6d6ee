-- What was measured of an automation's newest good runs, from which is learnt what is usual. `subject` is the
-- glob of the files that were measured, empty where all were; `at` is null where a run does not count among
-- those of a day. No run is referred to: what is usual of an automation that works once a year is not pruned with it.
CREATE TABLE measured (
    automation TEXT NOT NULL,
    subject    TEXT NOT NULL,
    run        INTEGER NOT NULL,
    at         INTEGER,
    measures   TEXT NOT NULL,
    PRIMARY KEY (automation, subject, run)
) WITHOUT ROWID;
