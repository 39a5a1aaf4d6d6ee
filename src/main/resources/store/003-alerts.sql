-- What is to be told, whatever the channel. `thread` groups what belongs to one incident; `sections`
-- is a JSON list. `id` is the message's name outside: a resent mail is the same mail.
CREATE TABLE message (
    seq        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    at         INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    automation TEXT,
    thread     TEXT,
    urgency    TEXT NOT NULL,
    subject    TEXT NOT NULL,
    lead       TEXT NOT NULL,
    sections   TEXT NOT NULL,
    link       TEXT
);
CREATE INDEX message_of_thread ON message (thread) WHERE thread IS NOT NULL;

-- The outbox: a message on its way through one channel.
-- `state`: waiting, sending (claimed, and perhaps gone), sent, refused (for good), dead (too long in
-- vain), taken-back. `try_at` is when it may be tried again, `trying_ms` for how long it has been
-- tried while the machine was awake, counted at `nanos` of the boot `boot`. `parcel` is the name under
-- which it goes out, alone or with others, chosen before the first try. `said` is the last answer,
-- `receipt` the name that the channel gave it.
CREATE TABLE delivery (
    seq        INTEGER PRIMARY KEY,
    message    INTEGER NOT NULL REFERENCES message (seq) ON DELETE CASCADE,
    channel    TEXT NOT NULL,
    state      TEXT NOT NULL,
    not_before INTEGER NOT NULL,
    try_at     INTEGER NOT NULL DEFAULT 0,
    tries      INTEGER NOT NULL DEFAULT 0,
    trying_ms  INTEGER NOT NULL DEFAULT 0,
    boot       TEXT,
    nanos      INTEGER,
    parcel     TEXT,
    ended_at   INTEGER,
    said       TEXT,
    receipt    TEXT
);
CREATE INDEX delivery_open ON delivery (channel, seq) WHERE state IN ('waiting', 'sending');
CREATE INDEX delivery_of_message ON delivery (message);

-- The delivery log: each try with what came of it.
CREATE TABLE delivery_try (
    seq     INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    channel TEXT NOT NULL,
    parcel  TEXT NOT NULL,
    subject TEXT NOT NULL,
    outcome TEXT NOT NULL,
    took_ms INTEGER NOT NULL,
    said    TEXT NOT NULL
);

-- How a channel's last try went. `refusal_told`: that it refuses was told by another one.
CREATE TABLE channel_state (
    name         TEXT PRIMARY KEY,
    ok           INTEGER NOT NULL,
    last_error   TEXT,
    since        INTEGER NOT NULL,
    refusal_told INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
