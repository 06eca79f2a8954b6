-- The ledger: the system of record. `arrival` is a log that only grows; its numbers rise in the order of commits.
-- Follows and deliveries will refer to these numbers ("what arrives after number N").

CREATE TABLE ledger (identity TEXT NOT NULL) STRICT;
INSERT INTO ledger VALUES (lower(hex(randomblob(16))));

CREATE TABLE arrival (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,                -- names the release whatever its address
    partial INTEGER NOT NULL,         -- 1: only the feed's own words; a whole one of the same key may follow
    source TEXT NOT NULL,
    address TEXT NOT NULL,
    arrived INTEGER NOT NULL,         -- milliseconds since 1970, UTC
    published INTEGER,                -- the same, as the wire says
    media TEXT NOT NULL,
    body BLOB NOT NULL,               -- as it came, deflated
    tags TEXT NOT NULL,               -- JSON: what the wire says beside the text
    news INTEGER NOT NULL,            -- 1: to be told to those who follow
    copy_of INTEGER REFERENCES arrival,
    day INTEGER NOT NULL,             -- ordinal of the day it is compared on
    sketch BLOB NOT NULL              -- 32-bit numbers
) STRICT;
CREATE UNIQUE INDEX arrival_by_key ON arrival (key, partial);
CREATE INDEX arrival_by_address ON arrival (address);
CREATE INDEX arrival_by_source ON arrival (source) WHERE copy_of IS NULL;

-- Words' marks by which copies are found.
CREATE TABLE trace (
    trace INTEGER NOT NULL,
    day INTEGER NOT NULL,
    arrival INTEGER NOT NULL REFERENCES arrival,
    PRIMARY KEY (trace, day, arrival)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (name TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;  -- JSON

-- What sources listed. Once nothing is left to do for one, only its key and identities are kept.
CREATE TABLE item (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    due INTEGER,                      -- milliseconds since 1970; NULL: nothing is left to do
    item TEXT                         -- JSON
) STRICT;
CREATE INDEX item_by_due ON item (source, due) WHERE due IS NOT NULL;

CREATE TABLE identity (
    identity TEXT PRIMARY KEY,
    item INTEGER NOT NULL REFERENCES item
) STRICT, WITHOUT ROWID;
