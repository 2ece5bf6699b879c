-- name: last_change
-- Where the audit ends just now.
SELECT coalesce(max(change_id), 0)
  FROM mn_changes

-- name: changes
-- What this transaction changed, person by person.
SELECT c.mn_id, m.full_name, c.change_type, c.field_name, c.old_value, c.new_value
  FROM mn_changes AS c
  LEFT JOIN mentors AS m ON m.person_id = c.person_id
 WHERE c.change_id > :after AND c.year = :year AND c.actor = :by
 ORDER BY c.mn_id, c.change_id

-- name: tell_decided
-- Which field of which mentor the decisions of this transaction are about.
SELECT set_config('mentor_sync.decided', :fields, true)

-- name: note_resolved
-- One row in the audit for each decision, unless the change it made is that row already.
INSERT INTO mn_changes (year, mn_id, person_id, change_type, field_name, old_value, new_value, is_significant,
                        actor_kind, actor, reason)
SELECT d.year, d.mn_id, d.person_id, 'conflict_resolved', d.conflict_type, array_to_string(d.options, ' / '),
       coalesce(d.value, d.answer), true, 'person', :by, d.note
  FROM decisions AS d
 WHERE d.decision_id = ANY(CAST(:decision_ids AS bigint[])) AND d.answer <> 'skip'
   AND NOT EXISTS (SELECT FROM mn_changes AS c
                    WHERE c.change_id > :after AND c.person_id = d.person_id
                      AND c.change_type = 'conflict_resolved'
                      AND c.field_name = CAST(:field_of AS jsonb) ->> d.conflict_type)
