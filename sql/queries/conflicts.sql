-- name: record
-- Today's questions: a new one is added, a pending one gets today's facts, a skipped one is left alone.
-- An answered one is among today's only when its answer no longer holds: then it is asked again.
-- A question is one of a person: it moves along to a new mentor id.
WITH today AS (
    SELECT holder_of(:year, mn_id) AS person_id, mn_id, conflict_type, question_key, severity, option_a, option_b,
           further_options, context, recommended_option, recommendation_reason
      FROM jsonb_to_recordset(CAST(:rows AS jsonb))
           AS t (mn_id text, conflict_type text, question_key text, severity text, option_a jsonb, option_b jsonb,
                 further_options jsonb, context jsonb, recommended_option text, recommendation_reason text)
), gone AS (
    UPDATE sync_conflicts AS c
       SET status = 'obsolete', resolved_at = now()
     WHERE c.year = :year AND c.status IN ('pending', 'skipped')
       AND NOT EXISTS (SELECT FROM today AS t
                        WHERE (t.person_id, t.conflict_type, t.question_key)
                              = (c.person_id, c.conflict_type, c.question_key))
), written AS (
    INSERT INTO sync_conflicts AS c (year, mn_id, person_id, conflict_type, question_key, severity, option_a, option_b,
                                     further_options, context, recommended_option, recommendation_reason, run_id)
    SELECT :year, mn_id, person_id, conflict_type, question_key, severity, option_a, option_b,
           further_options, context, recommended_option, recommendation_reason, :run_id
      FROM today
        ON CONFLICT (person_id, conflict_type, question_key)
        DO UPDATE SET mn_id = excluded.mn_id, severity = excluded.severity,
                      option_a = excluded.option_a, option_b = excluded.option_b,
                      further_options = excluded.further_options, context = excluded.context,
                      recommended_option = excluded.recommended_option,
                      recommendation_reason = excluded.recommendation_reason,
                      status = 'pending', resolved_at = NULL, version = c.version + 1,
                      run_id = CASE c.status WHEN 'pending' THEN c.run_id ELSE excluded.run_id END
     WHERE c.status <> 'skipped'
       AND (c.mn_id, c.severity, c.option_a, c.option_b, c.further_options, c.context,
            c.recommended_option, c.recommendation_reason, c.status)
           IS DISTINCT FROM (excluded.mn_id, excluded.severity, excluded.option_a, excluded.option_b,
                             excluded.further_options, excluded.context, excluded.recommended_option, excluded.recommendation_reason, 'pending')
    RETURNING c.conflict_id
)
SELECT count(*)
  FROM written AS w
 WHERE NOT EXISTS (SELECT FROM sync_conflicts AS c WHERE c.conflict_id = w.conflict_id AND c.status = 'pending')

-- name: wake
-- Questions that were put off until today are open again.
WITH due AS (
    UPDATE decisions
       SET undone_at = clock_timestamp(), undone_by = 'date reached'
     WHERE year = :year AND answer = 'skip' AND undone_at IS NULL AND skipped_until <= :today
    RETURNING conflict_id
)
UPDATE sync_conflicts
   SET status = 'pending', version = version + 1
 WHERE conflict_id IN (SELECT conflict_id FROM due)

-- name: lock
-- Questions that are to be answered, held for this transaction.
SELECT conflict_id, mn_id, conflict_type, status, version, resolved_by,
       ARRAY(SELECT jsonb_array_elements_text(CAST(question_key AS jsonb))) AS options
  FROM sync_conflicts
 WHERE year = :year AND conflict_id = ANY(CAST(:conflict_ids AS bigint[]))
 ORDER BY conflict_id
   FOR UPDATE

-- name: answer
-- A question is answered or put off.
UPDATE sync_conflicts
   SET status = :status, user_decision = :answer, custom_value = :value, resolved_by = :by,
       resolved_at = clock_timestamp(), version = version + 1
 WHERE conflict_id = :conflict_id

-- name: reopen
-- Questions whose answer was taken back.
UPDATE sync_conflicts
   SET status = 'pending', user_decision = NULL, custom_value = NULL, resolved_by = NULL, resolved_at = NULL,
       version = version + 1
 WHERE conflict_id = ANY(CAST(:conflict_ids AS bigint[]))

-- name: open_ids
-- Which questions wait for an answer.
SELECT conflict_id
  FROM sync_conflicts
 WHERE year = :year AND status = 'pending'

-- name: counts
-- How many questions there are, by status.
SELECT status, count(*) AS number
  FROM sync_conflicts
 WHERE year = :year
 GROUP BY status

-- name: look
-- Take or renew the lease on a question, and see who else looks at it.
WITH mine AS (
    INSERT INTO conflict_viewers (conflict_id, viewer, until)
    VALUES (:conflict_id, :viewer, now() + interval '45 seconds')
        ON CONFLICT (conflict_id, viewer) DO UPDATE SET until = excluded.until
), left_over AS (
    DELETE FROM conflict_viewers
     WHERE until < now() AND viewer <> :viewer
)
SELECT viewer
  FROM conflict_viewers
 WHERE conflict_id = :conflict_id AND viewer <> :viewer AND until >= now()
 ORDER BY viewer

-- name: pending
-- How many questions of a season wait for an answer.
SELECT count(*)
  FROM sync_conflicts
 WHERE year = :year AND status = 'pending'
