-- name: page
-- Runs of a season, the newest first, one page of them.
SELECT run_id, sync_type, status, dry_run, triggered_by, requested_at, started_at, completed_at, duration_ms,
       error_message, records_processed, records_inserted, records_updated, report - 'people' AS report
  FROM sync_log
 WHERE year = :year
 ORDER BY run_id DESC
 LIMIT :limit OFFSET :offset

-- name: finished_page
-- Runs of a season that have ended, the newest first, one page of them.
SELECT run_id, sync_type, status, dry_run, triggered_by, requested_at, started_at, completed_at, duration_ms,
       error_message, records_processed, records_inserted, records_updated, report - 'people' AS report
  FROM sync_log
 WHERE year = :year AND status NOT IN ('queued', 'running')
 ORDER BY run_id DESC
 LIMIT :limit OFFSET :offset

-- name: finished_count
-- How many runs of a season have ended.
SELECT count(*)
  FROM sync_log
 WHERE year = :year AND status NOT IN ('queued', 'running')

-- name: one
-- One run of a season.
SELECT run_id, sync_type, status, dry_run, triggered_by, requested_at, started_at, completed_at, duration_ms,
       error_message, records_processed, records_inserted, records_updated, report - 'people' AS report
  FROM sync_log
 WHERE year = :year AND run_id = :run_id

-- name: steps
-- The steps of a run, in order.
SELECT name, status, done, expected, records_processed, records_inserted, records_updated, records_removed,
       records_failed, started_at, completed_at, duration_ms, message, waits_for, waits_until
  FROM sync_steps
 WHERE run_id = :run_id
 ORDER BY position

-- name: changed_people
-- How many mentors each of these runs added, how many left the list, and how many others it changed.
SELECT run_id,
       count(DISTINCT mn_id) FILTER (WHERE change_type = 'new_mentor') AS added,
       count(DISTINCT mn_id) FILTER (WHERE change_type IN ('withdrawn', 'deleted')) AS departed,
       count(DISTINCT mn_id) FILTER (WHERE change_type NOT IN ('new_mentor', 'withdrawn', 'deleted')) AS changed
  FROM mn_changes
 WHERE run_id = ANY(:run_ids)
 GROUP BY run_id

-- name: foreseen_people
-- How many mentors each of these dry runs would add, how many would leave, and how many others it would change.
SELECT r.run_id,
       count(*) FILTER (WHERE p.is_new) AS added,
       count(*) FILTER (WHERE p.leaves) AS departed,
       count(*) FILTER (WHERE NOT p.is_new AND NOT p.leaves) AS changed
  FROM sync_log AS r
 CROSS JOIN LATERAL (
           SELECT jsonb_path_exists(person, '$.changes[*].change_type ? (@ == "new_mentor")') AS is_new,
                  jsonb_path_exists(person, '$.changes[*].change_type ? (@ == "withdrawn" || @ == "deleted")') AS leaves
             FROM jsonb_array_elements(r.report -> 'people') AS person) AS p
 WHERE r.run_id = ANY(:run_ids) AND r.dry_run
 GROUP BY r.run_id

-- name: usual_times
-- How long each step took in the last run of the same kind that was completed before this one.
SELECT name, duration_ms
  FROM sync_steps
 WHERE run_id = (
           SELECT max(before.run_id)
             FROM sync_log AS run
             JOIN sync_log AS before
               ON before.year = run.year AND before.sync_type = run.sync_type AND before.status = 'completed'
              AND before.run_id < run.run_id
            WHERE run.run_id = :run_id)
   AND duration_ms IS NOT NULL

-- name: changes
-- What a run changed, field by field.
SELECT c.mn_id, m.full_name, c.change_type, c.field_name, c.old_value, c.new_value
  FROM mn_changes AS c
  LEFT JOIN mentors AS m
    ON m.year = c.year AND m.mn_id = c.mn_id
 WHERE c.run_id = :run_id
 ORDER BY c.mn_id, c.change_id
 LIMIT :limit

-- name: foreseen
-- What a dry run would change, person by person; NULL for a run that did its work.
SELECT report -> 'people'
  FROM sync_log
 WHERE run_id = :run_id

-- name: first_found
-- Issues that a run was the first to find, the gravest first.
SELECT issue_id, error_type, severity, error_message, mn_id, resolved
  FROM sync_errors
 WHERE run_id = :run_id
 ORDER BY array_position(ARRAY['critical', 'error', 'warning', 'info'], severity), error_type, issue_id
 LIMIT :limit

-- name: first_found_count
-- How many issues a run was the first to find.
SELECT count(*)
  FROM sync_errors
 WHERE run_id = :run_id

-- name: last_heartbeat
-- When a worker last said that it is alive.
SELECT max(last_heartbeat)
  FROM procrastinate_workers
