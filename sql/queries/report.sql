-- name: mentors
-- How many mentors a season has.
SELECT count(*)
  FROM mentors
 WHERE year = :year AND withdrawn_at IS NULL

-- name: changes
-- What a run changed, field by field; seen in its own transaction, so that a dry run can tell it.
SELECT c.mn_id, m.full_name, c.change_type, c.field_name, c.old_value, c.new_value
  FROM mn_changes AS c
  LEFT JOIN mentors AS m ON m.person_id = c.person_id
 WHERE c.run_id = :run_id
 ORDER BY c.mn_id, c.change_id

-- name: count_changes
-- How many fields a run changed.
SELECT count(*)
  FROM mn_changes
 WHERE run_id = :run_id
