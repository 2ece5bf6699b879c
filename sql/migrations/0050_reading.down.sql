-- Without the age of what is known, and without listings that wait for a person's word.

DROP TABLE stopped_listings;

COMMENT ON COLUMN sync_cursors.last_read_at IS NULL;

ALTER TABLE sync_cursors
    DROP COLUMN is_complete,
    DROP COLUMN known_at;
