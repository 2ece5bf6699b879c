-- name: record
-- Today's questions: a new one is added, a pending one gets today's facts, an answered one is left alone.
WITH today AS (
    SELECT mn_id, conflict_type, question_key, severity, option_a, option_b, further_options, context,
           recommended_option, recommendation_reason
      FROM jsonb_to_recordset(CAST(:rows AS jsonb))
           AS t (mn_id text, conflict_type text, question_key text, severity text, option_a jsonb, option_b jsonb,
                 further_options jsonb, context jsonb, recommended_option text, recommendation_reason text)
), gone AS (
    UPDATE sync_conflicts AS c
       SET status = 'obsolete', resolved_at = now()
     WHERE c.year = :year AND c.status = 'pending'
       AND NOT EXISTS (SELECT FROM today AS t
                        WHERE (t.mn_id, t.conflict_type, t.question_key) = (c.mn_id, c.conflict_type, c.question_key))
), written AS (
    INSERT INTO sync_conflicts AS c (year, mn_id, conflict_type, question_key, severity, option_a, option_b,
                                     further_options, context, recommended_option, recommendation_reason, run_id)
    SELECT :year, mn_id, conflict_type, question_key, severity, option_a, option_b, further_options, context,
           recommended_option, recommendation_reason, :run_id
      FROM today
        ON CONFLICT (year, mn_id, conflict_type, question_key)
        DO UPDATE SET severity = excluded.severity, option_a = excluded.option_a, option_b = excluded.option_b,
                      further_options = excluded.further_options, context = excluded.context,
                      recommended_option = excluded.recommended_option,
                      recommendation_reason = excluded.recommendation_reason,
                      status = 'pending', resolved_at = NULL,
                      run_id = CASE c.status WHEN 'pending' THEN c.run_id ELSE excluded.run_id END
     WHERE c.status IN ('pending', 'obsolete')
       AND (c.severity, c.option_a, c.option_b, c.further_options, c.context,
            c.recommended_option, c.recommendation_reason, c.status)
           IS DISTINCT FROM (excluded.severity, excluded.option_a, excluded.option_b, excluded.further_options,
                             excluded.context, excluded.recommended_option, excluded.recommendation_reason, 'pending')
    RETURNING c.run_id
)
SELECT count(*) FILTER (WHERE run_id = :run_id)
  FROM written

-- name: pending
-- How many questions of a season wait for an answer.
SELECT count(*)
  FROM sync_conflicts
 WHERE year = :year AND status = 'pending'
