-- name: add
-- A listing was stopped: somebody is asked about it.
INSERT INTO stopped_listings (run_id, year, stream, source_id, removals, known)
VALUES (:run_id, :year, :stream, :source_id, :removals, :known)

-- name: waiting
-- Listings of a season and of the contacts that wait for a person's word.
SELECT listing_id, run_id, stream, source_id, removals, known, stopped_at
  FROM stopped_listings
 WHERE year IN (0, :year) AND status = 'open'
 ORDER BY listing_id

-- name: accept
-- Somebody says that the records are really gone. Nothing when that listing no longer waits.
UPDATE stopped_listings
   SET status = 'accepted', accepted_by = :by, accepted_at = now()
 WHERE listing_id = :listing_id AND status = 'open'
RETURNING listing_id

-- name: use
-- A listing removes what somebody accepted: so many records of this source, or fewer. Nothing when nobody did.
UPDATE stopped_listings
   SET status = 'used'
 WHERE year = :year AND stream = :stream AND source_id = :source_id AND status = 'accepted' AND removals >= :removals
RETURNING listing_id

-- name: settle
-- A listing needed nobody's word: what was asked before is moot.
UPDATE stopped_listings
   SET status = 'obsolete'
 WHERE year = :year AND stream = :stream AND status IN ('open', 'accepted')
