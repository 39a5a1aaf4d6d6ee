-- Which version a program on a PATH told it is, when it was asked, and which file that was (device, inode,
-- size, mtime, ctime): asked again where it is another one.
CREATE TABLE program (
    path    BLOB PRIMARY KEY,
    file    TEXT NOT NULL,
    version TEXT NOT NULL,
    asked   INTEGER NOT NULL
) WITHOUT ROWID;
