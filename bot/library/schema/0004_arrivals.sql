-- What came by the ledger: a source's number there, the wire's word on whose it is, and whether it is only the feed's
-- words. How far the ledger was read, and which one.

ALTER TABLE source ADD COLUMN arrival INTEGER;
CREATE UNIQUE INDEX source_by_arrival ON source (arrival) WHERE arrival IS NOT NULL;
CREATE INDEX source_unread ON source (arrival) WHERE arrival IS NOT NULL AND trouble IS NOT NULL;

ALTER TABLE release ADD COLUMN partial INTEGER NOT NULL DEFAULT 0;
ALTER TABLE release ADD COLUMN wire_issuer TEXT;  -- for releases that do not name their company

DROP VIEW entry;
CREATE VIEW entry AS
    SELECT release.id, release.sources, release.company, coalesce(release.issuer, company.name) AS issuer,
        release.headline, release.published, later.id AS superseded_by, release.partial, release.no, release.day,
        release.twin_of IS NULL AND release.superseded_by IS NULL AS shown
    FROM release LEFT JOIN company ON company.id = release.company
    LEFT JOIN release AS later ON later.no = release.superseded_by;

CREATE TABLE ledger (
    identity TEXT NOT NULL,
    edition TEXT NOT NULL,    -- of the reader that read it; another reads all of it again
    cursor INTEGER NOT NULL   -- the arrival up to which it was read
) STRICT;
