-- A post's body as it was first tried: until it is known not to have arrived it is repeated as it was.

ALTER TABLE post ADD COLUMN tried_body TEXT;
CREATE INDEX post_sending ON post (place, due) WHERE state = 'sending';
