-- name: standing
-- The answers that count: neither taken back nor put off.
SELECT decision_id, mn_id, conflict_type, options, answer, value, decided_at, person_id
  FROM decisions
 WHERE year = :year AND undone_at IS NULL AND answer <> 'skip'
 ORDER BY decision_id

-- name: add
-- Keep an answer with what was shown.
INSERT INTO decisions (year, mn_id, person_id, conflict_id, conflict_type, options, answer, value, note, evidence, batch,
                       skipped_until, decided_by)
SELECT c.year, c.mn_id, c.person_id, c.conflict_id, c.conflict_type,
       ARRAY(SELECT jsonb_array_elements_text(CAST(c.question_key AS jsonb))),
       :answer, :value, :note, to_jsonb(c), :batch, :skipped_until, :by
  FROM sync_conflicts AS c
 WHERE c.conflict_id = :conflict_id
RETURNING decision_id, mn_id, conflict_type

-- name: supersede
-- A question that was asked again in spite of its answer gets a new one.
UPDATE decisions
   SET undone_at = clock_timestamp(), undone_by = :by
 WHERE conflict_id = :conflict_id AND undone_at IS NULL

-- name: lock
-- Standing decisions that are to be taken back.
SELECT decision_id, conflict_id, mn_id, answer
  FROM decisions
 WHERE year = :year AND decision_id = ANY(CAST(:decision_ids AS bigint[])) AND undone_at IS NULL
 ORDER BY decision_id
   FOR UPDATE

-- name: undo
-- Take decisions back.
UPDATE decisions
   SET undone_at = clock_timestamp(), undone_by = :by
 WHERE decision_id = ANY(CAST(:decision_ids AS bigint[]))

-- name: agreed
-- What sign-up and contact last agreed on.
SELECT m.mn_id, a.field_name, a.agreed, a.exported, a.exported_over, a.contact_id
  FROM agreed_values AS a
  JOIN mentors AS m USING (person_id)
 WHERE m.year = :year

-- name: write_agreed
-- What sign-up and contact agree on now.
INSERT INTO agreed_values (year, mn_id, field_name, agreed, exported, exported_over, contact_id)
VALUES (:year, :mn_id, :field_name, :agreed, :exported, :exported_over, :contact_id)
    ON CONFLICT (person_id, field_name)
    DO UPDATE SET mn_id = excluded.mn_id, agreed = excluded.agreed, exported = excluded.exported,
                  exported_over = excluded.exported_over, contact_id = excluded.contact_id

-- name: note_exported
-- A sign-up's value went out in a file; what is agreed on already need not be remembered, and what was agreed on
-- with another contact says nothing of this one.
INSERT INTO agreed_values AS a (year, mn_id, field_name, exported, exported_over, contact_id)
VALUES (:year, :mn_id, :field_name, :exported, :exported_over, :contact_id)
    ON CONFLICT (person_id, field_name)
    DO UPDATE SET agreed = CASE WHEN coalesce(a.contact_id, excluded.contact_id)
                                     IS NOT DISTINCT FROM excluded.contact_id THEN a.agreed END,
                  mn_id = excluded.mn_id, exported = excluded.exported, exported_over = excluded.exported_over,
                  contact_id = excluded.contact_id
 WHERE a.agreed IS DISTINCT FROM excluded.exported OR a.contact_id IS DISTINCT FROM excluded.contact_id
