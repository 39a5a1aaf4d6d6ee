-- Whether the user knows that an input was set aside.
ALTER TABLE input ADD COLUMN acknowledged INTEGER NOT NULL DEFAULT 0;
