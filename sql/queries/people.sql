-- name: signups
-- Whose each submission is, deleted ones included.
SELECT submission_id, person_id
  FROM person_signups
 WHERE year = :year

-- name: rows
-- Whose each mentor's row is.
SELECT mn_id, person_id
  FROM mentors
 WHERE year = :year

-- name: issued
-- Which mentor ids each person has or had, the latest first.
SELECT person_id, mn_id
  FROM mentor_ids
 WHERE year = :year
 ORDER BY person_id, until DESC NULLS FIRST, since DESC, mn_id

-- name: add
-- People who were not known until now.
INSERT INTO people (year)
SELECT :year
  FROM generate_series(1, :number)
RETURNING person_id

-- name: bind
-- Remember whose these submissions are.
INSERT INTO person_signups (year, submission_id, person_id)
SELECT :year, submission_id, person_id
  FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS t (submission_id text, person_id bigint)
    ON CONFLICT (year, submission_id)
    DO UPDATE SET person_id = excluded.person_id

-- name: close_ids
-- Ids that people no longer have.
UPDATE mentor_ids AS i
   SET until = clock_timestamp()
 WHERE i.year = :year AND i.until IS NULL
   AND NOT EXISTS (SELECT
                     FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS t (person_id bigint, mn_id text)
                    WHERE (t.person_id, t.mn_id) = (i.person_id, i.mn_id))

-- name: open_ids
-- Ids that people have from now on.
INSERT INTO mentor_ids (year, person_id, mn_id)
SELECT :year, t.person_id, t.mn_id
  FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS t (person_id bigint, mn_id text)
 WHERE NOT EXISTS (SELECT
                     FROM mentor_ids AS i
                    WHERE (i.person_id, i.mn_id) = (t.person_id, t.mn_id) AND i.until IS NULL)

-- name: add_former
-- Ids that people had before they were known.
INSERT INTO mentor_ids (year, person_id, mn_id, until)
SELECT :year, t.person_id, t.mn_id, clock_timestamp()
  FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS t (person_id bigint, mn_id text)
 WHERE NOT EXISTS (SELECT FROM mentor_ids AS i WHERE (i.person_id, i.mn_id) = (t.person_id, t.mn_id))
