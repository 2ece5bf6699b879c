-- name: hurry
-- A sending job that waits for its next try is due now; nothing when there is none.
UPDATE procrastinate_jobs
   SET scheduled_at = NULL
 WHERE task_name = 'deliver' AND status = 'todo'
RETURNING id

-- name: is_waiting
-- Whether a sending job waits, be it for its turn or for its next try.
SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE task_name = 'deliver' AND status = 'todo')

-- name: is_sending
-- Whether somebody sends at this moment: holds a sender's lock.
SELECT EXISTS (SELECT
                 FROM pg_locks AS l
                WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
                  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND CAST(l.classid AS bigint) = CAST(hashtext('mentor_sync.outbox') AS bigint) & 4294967295)
