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

-- name: undecided
-- Values of contacts that are newer than the mentor's while nobody has decided: the recommended side is the contact's.
SELECT c.mn_id, c.context ->> 'field_name' AS field_name, c.recommended_option AS value
  FROM sync_conflicts AS c
 WHERE c.year = :year AND c.status IN ('pending', 'skipped') AND c.context ? 'field_name'
   AND EXISTS (SELECT FROM jsonb_array_elements(jsonb_build_array(c.option_a, c.option_b) || c.further_options) AS o
                WHERE o ->> 'source' = 'contact' AND o ->> 'value' = c.recommended_option)
 ORDER BY c.conflict_id

-- name: undone_opt_outs
-- Which cells of these rows of a file would undo an opt-out.
SELECT r.mn_id, o.heading
  FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r (mn_id text, contact_id bigint, cells jsonb)
 CROSS JOIN LATERAL undone_opt_outs(r.contact_id, r.cells) AS o (heading)

-- name: questions
-- The open question that keeps each of these people out of the file, the gravest first.
SELECT DISTINCT ON (mn_id) mn_id, conflict_id
  FROM sync_conflicts
 WHERE year = :year AND mn_id = ANY(:mn_ids) AND status IN ('pending', 'skipped')
 ORDER BY mn_id, array_position(ARRAY['high', 'medium', 'low'], severity), conflict_id
