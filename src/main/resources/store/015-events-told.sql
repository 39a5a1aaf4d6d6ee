-- Whether the user is still to be told of an event.
ALTER TABLE event ADD COLUMN to_tell INTEGER NOT NULL DEFAULT 0;
CREATE INDEX event_to_tell ON event (seq) WHERE to_tell = 1;
