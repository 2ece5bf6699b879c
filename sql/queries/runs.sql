-- name: request
-- Ask for a run; nothing when the same one is queued or running already.
INSERT INTO sync_log (sync_type, year, dry_run, triggered_by)
VALUES (:kind, :year, :dry_run, :by)
    ON CONFLICT (year, sync_type, dry_run) WHERE status IN ('queued', 'running') AND cancelled_by IS NULL DO NOTHING
RETURNING run_id

-- name: joinable
-- A run, queued or under way, that does all that is asked for; one that was told to stop does not.
SELECT run_id
  FROM sync_log
 WHERE year = :year AND dry_run = :dry_run AND sync_type IN ('full', :kind)
   AND status IN ('queued', 'running') AND cancelled_by IS NULL
 ORDER BY run_id
 LIMIT 1

-- name: current
-- The run of a season that is under way, else the one whose turn is next.
SELECT run_id
  FROM sync_log
 WHERE year = :year AND status IN ('queued', 'running')
 ORDER BY status = 'running' DESC, run_id
 LIMIT 1

-- name: load
-- What was asked for.
SELECT run_id, sync_type, year, status, dry_run, triggered_by
  FROM sync_log
 WHERE run_id = :run_id

-- name: lock
-- The lock that a running run holds for its season, freed by the server when its process dies.
SELECT pg_try_advisory_lock(hashtext('mentor_sync.run'), :year)

-- name: unlock
-- Give the season's lock back.
SELECT pg_advisory_unlock(hashtext('mentor_sync.run'), :year)

-- name: start
-- A queued run begins.
UPDATE sync_log
   SET status = 'running', started_at = now()
 WHERE run_id = :run_id AND status = 'queued'
RETURNING run_id

-- name: add_step
-- A part of a run that is still to come.
INSERT INTO sync_steps (run_id, position, name)
VALUES (:run_id, :position, :name)

-- name: start_step
-- A part of a run begins.
UPDATE sync_steps
   SET status = 'running', started_at = clock_timestamp()
 WHERE run_id = :run_id AND name = :name

-- name: progress
-- How far a part is; tells whether somebody asked the run to stop.
WITH step AS (
    UPDATE sync_steps
       SET done = :done, expected = :expected
     WHERE run_id = :run_id AND name = :name
)
SELECT cancelled_by
  FROM sync_log
 WHERE run_id = :run_id

-- name: wait
-- Why the part under way waits for its source, and until when.
UPDATE sync_steps
   SET waits_for = :why, waits_until = clock_timestamp() + make_interval(secs => :seconds)
 WHERE run_id = :run_id AND status = 'running'

-- name: finish_step
-- A part of a run ended.
UPDATE sync_steps
   SET status = :status, completed_at = clock_timestamp(), message = :message,
       done = CASE :status WHEN 'failed' THEN done ELSE greatest(done, :processed) END,
       records_processed = :processed, records_inserted = :inserted, records_updated = :updated,
       records_removed = :removed, records_failed = :failed,
       duration_ms = coalesce(:duration_ms, extract(epoch FROM clock_timestamp() - started_at) * 1000)
 WHERE run_id = :run_id AND name = :name

-- name: skip_rest
-- Parts that are not done any more.
UPDATE sync_steps
   SET status = CASE status WHEN 'pending' THEN 'skipped' ELSE 'failed' END, completed_at = clock_timestamp()
 WHERE run_id = :run_id AND status IN ('pending', 'running')

-- name: finish
-- A run ended; its counts are the sums of its parts.
UPDATE sync_log AS r
   SET status = :status, error_message = :error, completed_at = clock_timestamp(),
       duration_ms = least(extract(epoch FROM clock_timestamp() - coalesce(r.started_at, r.requested_at)) * 1000,
                           2147483647),
       records_processed = s.processed, records_inserted = s.inserted, records_updated = s.updated,
       records_failed = s.failed, conflicts_created = :conflicts_created, report = CAST(:report AS jsonb)
  FROM (SELECT coalesce(sum(records_processed), 0) AS processed, coalesce(sum(records_inserted), 0) AS inserted,
               coalesce(sum(records_updated), 0) AS updated, coalesce(sum(records_failed), 0) AS failed
          FROM sync_steps
         WHERE run_id = :run_id) AS s
 WHERE r.run_id = :run_id AND r.status IN ('queued', 'running')

-- name: cancel
-- Ask a run to stop: a queued one ends at once, a running one at its next sign of progress.
UPDATE sync_log
   SET cancelled_by = :by,
       status = CASE status WHEN 'queued' THEN 'cancelled' ELSE status END,
       completed_at = CASE status WHEN 'queued' THEN now() END
 WHERE run_id = :run_id AND status IN ('queued', 'running')
RETURNING run_id

-- name: unfinished
-- Runs that may have lost their process, and whether their job still waits in the queue.
SELECT r.run_id, r.year,
       r.status = 'queued'
       AND (r.requested_at > now() - interval '30 seconds'
            OR EXISTS (SELECT FROM procrastinate_jobs AS j
                          LEFT JOIN procrastinate_workers AS w ON w.id = j.worker_id
                        WHERE CAST(j.args ->> 'run_id' AS bigint) = r.run_id
                          AND (j.status = 'todo'
                               OR j.status = 'doing' AND w.last_heartbeat > now() - interval '30 seconds'))) AS waits
  FROM sync_log AS r
 WHERE r.status IN ('queued', 'running')

-- name: result
-- A run with what became of it.
SELECT run_id, sync_type, year, status, dry_run, triggered_by, started_at, completed_at, duration_ms,
       records_processed, records_inserted, records_updated, records_failed, conflicts_created, error_message, report
  FROM sync_log
 WHERE run_id = :run_id

-- name: steps
-- The parts of a run in their order.
SELECT name, status, done, expected, records_processed, records_inserted, records_updated, records_removed,
       records_failed, duration_ms, message
  FROM sync_steps
 WHERE run_id = :run_id
 ORDER BY position

-- name: latest
-- The last run of a season.
SELECT max(run_id)
  FROM sync_log
 WHERE year = :year

