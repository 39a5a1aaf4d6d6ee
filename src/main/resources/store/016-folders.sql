-- In which folder an automation was seen last: by that it is known again where the folder was renamed.
-- `content` tells its front matter and program, and is null where that could never be read. `birth`
-- (nanoseconds) is null where the file system keeps none. `cache` is the name of its cache folder,
-- which stays what it is.
CREATE TABLE folder (
    automation TEXT PRIMARY KEY,
    inode      INTEGER NOT NULL,
    birth      INTEGER,
    content    TEXT,
    cache      TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX folder_of_inode ON folder (inode);
CREATE INDEX folder_of_cache ON folder (cache);
