-- Whether somebody was told that an input was set aside.
ALTER TABLE input ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
