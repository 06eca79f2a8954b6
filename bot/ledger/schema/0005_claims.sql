-- What a process is about to send it claims, until a moment by the database's own clock (milliseconds since 1970).
-- A post's server says which process that is: the one with its shard.

ALTER TABLE post ADD COLUMN guild INTEGER;    -- NULL: direct messages
ALTER TABLE post ADD COLUMN holder TEXT;
ALTER TABLE post ADD COLUMN until INTEGER;
UPDATE post SET guild = (SELECT max(follow.guild) FROM follow WHERE follow.place = post.place);
CREATE INDEX post_claimed ON post (place) WHERE holder IS NOT NULL;

ALTER TABLE scheduled ADD COLUMN holder TEXT;
ALTER TABLE scheduled ADD COLUMN until INTEGER;
