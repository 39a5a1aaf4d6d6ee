-- What checks learned from an automation's good runs and want to be told again: the id of a repository, its
-- newest snapshot, the part of it that is to be read next. What a name means is its check's business.
CREATE TABLE fact (
    automation TEXT NOT NULL,
    subject    TEXT NOT NULL,
    name       TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (automation, subject, name)
) WITHOUT ROWID;
