-- name: counts
-- How many questions of a season have which status.
SELECT status, count(*) AS number
  FROM sync_conflicts
 WHERE year = :year
 GROUP BY status

-- name: queue
-- Questions with these statuses, or named here, that pass the filters: those that hold somebody back first, then the
-- oldest. `written` is what a search looks into.
SELECT c.conflict_id, c.version, c.mn_id, c.conflict_type, c.severity, c.status, c.detected_at, c.resolved_at,
       c.recommended_option, c.option_b IS NOT NULL AS is_choice, d.decided_by, d.skipped_until, d.note,
       coalesce(m.full_name, concat_ws(' ', c.context ->> 'first_name', c.context ->> 'last_name')) AS full_name,
       CASE WHEN CAST(:is_search AS boolean)
            THEN concat_ws(' ', c.mn_id, m.full_name, m.phone, m.personal_email, m.uga_email, c.context, c.option_a,
                           c.option_b, c.further_options)
       END AS written
  FROM sync_conflicts AS c
  LEFT JOIN mentors AS m ON m.person_id = c.person_id
  LEFT JOIN decisions AS d ON d.conflict_id = c.conflict_id AND d.undone_at IS NULL
 WHERE c.year = :year
   AND (c.status = ANY(CAST(:statuses AS text[])) OR c.conflict_id = ANY(CAST(:named AS bigint[])))
   AND (CAST(:kind AS text) IS NULL OR c.conflict_type = :kind)
   AND (CAST(:severity AS text) IS NULL OR c.severity = :severity)
   AND (CAST(:before AS timestamptz) IS NULL OR c.detected_at <= :before)
 ORDER BY array_position(ARRAY['high', 'medium', 'low'], c.severity), c.detected_at, c.conflict_id

-- name: kinds
-- The kinds of questions a season has had.
SELECT DISTINCT conflict_type
  FROM sync_conflicts
 WHERE year = :year
 ORDER BY conflict_type

-- name: card
-- One question with all that is known about it.
SELECT c.conflict_id, c.version, c.mn_id, c.conflict_type, c.severity, c.status, c.detected_at, c.resolved_at,
       c.option_a, c.option_b, c.further_options, c.context, c.recommended_option, c.recommendation_reason,
       m.mn_id IS NOT NULL AS is_mentor, h.reason AS hold,
       coalesce(m.full_name, concat_ws(' ', c.context ->> 'first_name', c.context ->> 'last_name')) AS full_name
  FROM sync_conflicts AS c
  LEFT JOIN mentors AS m ON m.person_id = c.person_id AND m.withdrawn_at IS NULL
  LEFT JOIN holds AS h ON h.year = c.year AND h.mn_id = c.mn_id
 WHERE c.year = :year AND c.conflict_id = :conflict_id

-- name: others
-- Whoever else of a season has this contact, is asked whether they have, or has one of these phones or e-mails.
SELECT mn_id, full_name
  FROM mentors
 WHERE year = :year AND mn_id <> :mn_id AND withdrawn_at IS NULL
   AND (gb_contact_id = CAST(:contact_id AS bigint) OR phone = ANY(CAST(:values AS text[]))
        OR personal_email = ANY(CAST(:values AS text[])) OR uga_email = ANY(CAST(:values AS text[])))
 UNION
SELECT mn_id, context ->> 'full_name'
  FROM sync_conflicts
 WHERE year = :year AND mn_id <> :mn_id AND status IN ('pending', 'skipped')
   AND conflict_type IN ('contact_selection', 'external_id_collision')
   AND CAST(question_key AS jsonb) @> to_jsonb(CAST(CAST(:contact_id AS bigint) AS text))
 ORDER BY mn_id

-- name: answers
-- What was answered to a question so far, the newest first.
SELECT decision_id, answer, value, note, skipped_until, decided_by, decided_at, undone_by, undone_at, batch
  FROM decisions
 WHERE conflict_id = :conflict_id
 ORDER BY decision_id DESC

-- name: status
-- Where a question stands.
SELECT status
  FROM sync_conflicts
 WHERE year = :year AND conflict_id = :conflict_id

-- name: decided_count
-- How many standing answers there are.
SELECT count(*)
  FROM decisions
 WHERE year = :year AND undone_at IS NULL AND answer <> 'skip'

-- name: decided
-- Standing answers with what was shown, the newest first, one page of them, or those to one question.
SELECT d.decision_id, d.conflict_id, d.mn_id, d.conflict_type, d.answer, d.value, d.note, d.evidence, d.batch,
       d.decided_by, d.decided_at, m.full_name,
       count(*) OVER (PARTITION BY d.batch) AS together
  FROM decisions AS d
  LEFT JOIN mentors AS m ON m.person_id = d.person_id
 WHERE d.year = :year AND d.undone_at IS NULL AND d.answer <> 'skip'
   AND (CAST(:conflict_id AS bigint) IS NULL OR d.conflict_id = :conflict_id)
 ORDER BY d.decision_id DESC
 LIMIT :limit OFFSET :offset

-- name: different_people
-- Pairs of a mentor and contacts that are said to be different people.
SELECT d.decision_id, d.conflict_id, d.mn_id, d.conflict_type, d.answer, d.value, d.note, d.evidence, d.batch,
       d.decided_by, d.decided_at, m.full_name, 1 AS together
  FROM decisions AS d
  LEFT JOIN mentors AS m ON m.person_id = d.person_id
 WHERE d.year = :year AND d.undone_at IS NULL AND d.answer = 'different_person'
   AND d.conflict_type <> 'same_person'
 ORDER BY d.decision_id DESC

-- name: batch
-- The standing answers that were given together.
SELECT decision_id
  FROM decisions
 WHERE year = :year AND batch = :batch AND undone_at IS NULL
 ORDER BY decision_id

-- name: report
-- Every question of these statuses with its last standing answer, for the report.
SELECT c.conflict_id, c.mn_id,
       coalesce(m.full_name, concat_ws(' ', c.context ->> 'first_name', c.context ->> 'last_name')) AS full_name,
       c.conflict_type, c.severity, c.status, c.detected_at, c.option_a, c.option_b, c.further_options,
       c.recommended_option, c.recommendation_reason, d.answer, d.value, d.note, d.decided_by, d.decided_at,
       d.skipped_until
  FROM sync_conflicts AS c
  LEFT JOIN mentors AS m ON m.person_id = c.person_id
  LEFT JOIN decisions AS d ON d.conflict_id = c.conflict_id AND d.undone_at IS NULL
 WHERE c.year = :year AND c.status = ANY(CAST(:statuses AS text[]))
 ORDER BY c.conflict_id

-- name: over_time
-- How many questions of each kind were opened and settled on each day, in the season's time zone.
SELECT happened.day, happened.conflict_type, happened.event, count(*) AS number
  FROM (SELECT CAST(detected_at AT TIME ZONE :zone AS date) AS day, conflict_type, 'opened' AS event
          FROM sync_conflicts
         WHERE year = :year
         UNION ALL
        SELECT CAST(resolved_at AT TIME ZONE :zone AS date), conflict_type, 'settled'
          FROM sync_conflicts
         WHERE year = :year AND status IN ('resolved', 'obsolete') AND resolved_at IS NOT NULL) AS happened
 GROUP BY happened.day, happened.conflict_type, happened.event
 ORDER BY happened.day, happened.conflict_type, happened.event

-- name: archival_counts
-- How many duplicates have which status.
SELECT status, count(*) AS number
  FROM archivals
 WHERE year = :year
 GROUP BY status

-- name: archivals
-- Duplicates with these statuses, those that need an extra confirmation last.
SELECT a.archival_id, a.contact_id, a.mn_id, a.winner_contact_id, a.reason, a.caution, a.status, a.proposed_at,
       a.approved_by, a.approved_at, a.decision_id, a.remark, m.full_name,
       concat_ws(' ', c.first_name, c.last_name) AS contact_name, d.status AS delivery, d.error AS delivery_error
  FROM archivals AS a
  LEFT JOIN mentors AS m ON m.person_id = a.person_id
  LEFT JOIN raw_gb_full_contacts AS c ON c.contact_id = a.contact_id
  LEFT JOIN LATERAL (SELECT status, error
                       FROM deliveries
                      WHERE archival_id = a.archival_id
                      ORDER BY delivery_id DESC
                      LIMIT 1) AS d ON true
 WHERE a.year = :year AND a.status = ANY(CAST(:statuses AS text[]))
 ORDER BY a.caution IS NOT NULL, a.mn_id, a.contact_id
