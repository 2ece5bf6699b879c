-- name: orders
-- In which order the options of a season's questions are shown.
SELECT mn_id, conflict_type, question_key, option_a ->> 'value' AS first, option_b ->> 'value' AS second,
       ARRAY(SELECT o ->> 'value' FROM jsonb_array_elements(further_options) AS o) AS further
  FROM sync_conflicts
 WHERE year = :year AND option_b IS NOT NULL

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

-- name: look
-- Take or renew the lease on a question, and see who else looks at it. It ends soon after its window was closed, and is
-- written every few seconds at most, however often the window is drawn.
WITH mine AS (
    INSERT INTO conflict_viewers (conflict_id, viewer, until)
    VALUES (:conflict_id, :viewer, now() + interval '10 seconds')
        ON CONFLICT (conflict_id, viewer) DO UPDATE SET until = excluded.until
     WHERE conflict_viewers.until < now() + interval '7 seconds'
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

-- name: note_before
-- Which contact the people of decisions had before; nothing for those who are no mentors yet.
UPDATE decisions AS d
   SET before = jsonb_build_object('contact_id', m.gb_contact_id, 'origin', m.provenance -> 'gb_contact_id')
  FROM mentors AS m
 WHERE d.decision_id = ANY(CAST(:decision_ids AS bigint[])) AND m.person_id = d.person_id
   AND m.withdrawn_at IS NULL

-- name: note_after
-- Which contact the people of decisions about contacts have now.
UPDATE decisions AS d
   SET after = jsonb_build_object('contact_id', m.gb_contact_id)
  FROM mentors AS m
 WHERE d.decision_id = ANY(CAST(:decision_ids AS bigint[])) AND m.person_id = d.person_id
   AND m.withdrawn_at IS NULL AND d.conflict_type IN ('contact_selection', 'external_id_collision')
   AND d.answer <> 'skip'

-- name: unbind
-- What answers that are taken back made of a mentor's contact, and nobody changed since, is again as it was before the
-- answer; where that came of an answer that was taken back, too, as before that one. Who was no mentor is none.
WITH RECURSIVE undone AS (
    SELECT d.decision_id, d.person_id, d.before, 1 AS depth
      FROM decisions AS d
      JOIN mentors AS m ON m.person_id = d.person_id AND m.withdrawn_at IS NULL
     WHERE d.decision_id = ANY(CAST(:decision_ids AS bigint[])) AND d.after IS NOT NULL
       AND d.after -> 'contact_id' = coalesce(to_jsonb(m.gb_contact_id), 'null')
     UNION ALL
    SELECT d.decision_id, d.person_id, d.before, u.depth + 1
      FROM undone AS u
      JOIN decisions AS d ON d.person_id = u.person_id AND d.decision_id < u.decision_id
     WHERE d.undone_at IS NOT NULL AND d.after -> 'contact_id' = u.before -> 'contact_id'
), former AS (
    SELECT DISTINCT ON (person_id) person_id, before, CAST(before ->> 'contact_id' AS bigint) AS contact_id
      FROM undone
     ORDER BY person_id, depth DESC, decision_id
), free AS (
    SELECT m.person_id, f.before, c.contact_id
      FROM former AS f
      JOIN mentors AS m ON m.person_id = f.person_id
      LEFT JOIN raw_gb_full_contacts AS c
        ON c.contact_id = f.contact_id AND c.deleted_at IS NULL AND c.archived_at IS NULL
       AND NOT EXISTS (SELECT FROM mentors AS o
                        WHERE o.year = m.year AND o.gb_contact_id = f.contact_id AND o.mn_id <> m.mn_id)
)
UPDATE mentors AS m
   SET gb_contact_id = f.contact_id,
       withdrawn_at = CASE WHEN f.before IS NULL THEN now() ELSE m.withdrawn_at END,
       provenance = CASE WHEN f.contact_id IS NULL OR f.before -> 'origin' IS NULL
                         THEN m.provenance - 'gb_contact_id'
                         ELSE jsonb_set(m.provenance, '{gb_contact_id}', f.before -> 'origin') END
  FROM free AS f
 WHERE m.person_id = f.person_id
   AND (f.before IS NULL OR m.gb_contact_id IS DISTINCT FROM f.contact_id)
