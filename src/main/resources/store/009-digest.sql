-- Up to when digests were sent. One row at most.
CREATE TABLE digest (
    upto INTEGER NOT NULL
);
