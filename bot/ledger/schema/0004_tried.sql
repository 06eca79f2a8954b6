-- A post's body as it was first tried: until it is known not to have arrived it is repeated as it was.

ALTER TABLE post ADD COLUMN tried_body TEXT;
CREATE INDEX post_sending ON post (place, due) WHERE state = 'sending';

-- As what making an event was begun, instead of only that it was: it is found by that after a kill.
ALTER TABLE scheduled DROP COLUMN tried;
ALTER TABLE scheduled ADD COLUMN trying TEXT;
