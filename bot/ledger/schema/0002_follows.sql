-- Who wants to know, and what they are told: follows, and an outbox written in one transaction with what causes it.
-- Times are milliseconds since 1970, UTC; `place` is a channel ("c123") or a person's direct messages ("u123").

CREATE TABLE follow (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,               -- release, reminder
    place TEXT NOT NULL,
    guild INTEGER,                    -- NULL: a person's own
    person INTEGER NOT NULL,          -- who made it; 0: forgotten
    issuer TEXT NOT NULL,             -- the company's name folded, without legal form
    company TEXT NOT NULL,            -- as its releases write it
    what TEXT NOT NULL,               -- everything, calls, pipeline
    before INTEGER NOT NULL,          -- minutes that a reminder comes before the call
    since INTEGER NOT NULL,           -- the newest arrival at its making: what was there is no news
    made INTEGER NOT NULL,
    reason TEXT,                      -- why it is paused; NULL: it is active
    paused INTEGER                    -- since when
) STRICT;
CREATE UNIQUE INDEX follow_of_place ON follow (place, issuer, kind);
CREATE INDEX follow_by_issuer ON follow (issuer);
CREATE INDEX follow_by_guild ON follow (guild) WHERE guild IS NOT NULL;

CREATE TABLE post (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    place TEXT NOT NULL,
    event TEXT NOT NULL,              -- what it tells of
    body TEXT NOT NULL,               -- JSON
    due INTEGER NOT NULL,
    useless INTEGER,                  -- from when on it is of no use
    state TEXT NOT NULL,              -- waiting, sending, sent, dropped
    why TEXT,                         -- it was dropped, or is tried again
    tried INTEGER,                    -- first; Discord knows its nonce for some minutes from then on
    tries INTEGER NOT NULL DEFAULT 0,
    channel INTEGER,                  -- where the message is: of direct messages their channel
    message INTEGER,
    replies_to INTEGER REFERENCES post,
    edited INTEGER NOT NULL DEFAULT 0 -- 1: the body changed after it was sent
) STRICT;
CREATE UNIQUE INDEX post_of_place ON post (place, event);
CREATE INDEX post_open ON post (due, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX post_edited ON post (id) WHERE edited AND state = 'sent';
CREATE INDEX post_by_age ON post (due);

-- For which follows a post is: none is told the same twice.
CREATE TABLE delivery (
    follow INTEGER NOT NULL REFERENCES follow,
    event TEXT NOT NULL,
    post INTEGER NOT NULL REFERENCES post,
    PRIMARY KEY (follow, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_by_post ON delivery (post);

-- Marks of the releases that were looked at for who follows them, whatever became of the library since.
CREATE TABLE seen (mark INTEGER PRIMARY KEY) STRICT;
CREATE TABLE looked (at INTEGER NOT NULL) STRICT;  -- when that was done last

CREATE TABLE guild (id INTEGER PRIMARY KEY, settings TEXT NOT NULL) STRICT;  -- JSON

-- Calls as servers' scheduled events: as they are wanted, and as they were made.
CREATE TABLE scheduled (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild INTEGER NOT NULL,
    key TEXT NOT NULL,                -- names the call wherever it is moved
    wanted TEXT,                      -- JSON; NULL: to be deleted
    made TEXT,
    event INTEGER,
    tried INTEGER,                    -- 1: making it was begun
    UNIQUE (guild, key)
) STRICT;
