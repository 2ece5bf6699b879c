-- name: names
-- Names of people who are held back, from their latest sign-up: they may be no mentors yet.
SELECT DISTINCT ON (mn_id) mn_id, first_name, last_name
  FROM raw_mn_signups
 WHERE year = :year AND mn_id = ANY(:mn_ids) AND deleted_at IS NULL
 ORDER BY mn_id, submitted_at DESC

-- name: carriers
-- Contacts that carry one of these mentor ids as External ID.
SELECT contact_id
  FROM contact_keys
 WHERE kind = 'external_id' AND value = ANY(:mn_ids)

-- name: questions
-- The open question that keeps each of these people out of the file, the gravest first.
SELECT DISTINCT ON (mn_id) mn_id, conflict_id
  FROM sync_conflicts
 WHERE year = :year AND mn_id = ANY(:mn_ids) AND status IN ('pending', 'skipped')
 ORDER BY mn_id, array_position(ARRAY['high', 'medium', 'low'], severity), conflict_id
