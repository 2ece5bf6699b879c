-- name: last_reads
-- As of when each stream is known; contacts belong to no season.
SELECT stream, CASE WHEN is_complete THEN coalesce(known_at, last_read_at) ELSE known_at END AS known_at
  FROM sync_cursors
 WHERE year IN (0, :year)

-- name: open_conflicts
-- How many questions of each kind wait for an answer.
SELECT conflict_type, count(*) AS number
  FROM sync_conflicts
 WHERE year = :year AND status = 'pending'
 GROUP BY conflict_type
 ORDER BY number DESC, conflict_type

-- name: open_issues
-- How many issues of each kind are open, the gravest first.
SELECT error_type, severity, count(*) AS number
  FROM sync_errors
 WHERE year = :year AND NOT resolved
 GROUP BY error_type, severity
 ORDER BY array_position(ARRAY['critical', 'error', 'warning', 'info'], severity), number DESC, error_type

-- name: held_back
-- How many people are held back from the import file.
SELECT count(*)
  FROM holds
 WHERE year = :year

-- name: signups
-- Sign-ups there are, and those among them that no run has worked in yet. Somebody in doubt who signed up again
-- keeps the row of the older sign-up until a person answers: the newer one is theirs and does not wait for a run.
WITH fresh AS (
    SELECT count(*) AS number
      FROM raw_mn_signups AS s
     WHERE s.year = :year AND s.deleted_at IS NULL
       AND NOT EXISTS (
               SELECT 1
                 FROM mentors AS m
                WHERE m.year = s.year AND m.signup_submission_id = s.submission_id AND m.withdrawn_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM exclusions AS e WHERE e.year = s.year AND e.submission_id = s.submission_id)
), in_doubt AS (
    SELECT count(*) AS number
      FROM mentors AS m
      JOIN holds AS h
        ON h.year = m.year AND h.mn_id = m.mn_id
      LEFT JOIN raw_mn_signups AS s
        ON s.year = m.year AND s.submission_id = m.signup_submission_id AND s.deleted_at IS NULL
      LEFT JOIN exclusions AS e
        ON e.year = m.year AND e.submission_id = m.signup_submission_id
     WHERE m.year = :year AND m.withdrawn_at IS NULL AND (s.submission_id IS NULL OR e.submission_id IS NOT NULL)
)
SELECT (SELECT count(*) FROM raw_mn_signups WHERE year = :year AND deleted_at IS NULL) AS total,
       greatest(0, fresh.number - in_doubt.number) AS waiting,
       (SELECT count(*)
          FROM sync_errors
         WHERE year = :year AND NOT resolved AND error_type = 'submission_not_counted'
           AND source_table = 'raw_mn_signups') AS not_counted
  FROM fresh, in_doubt

-- name: exclusions
-- Why sign-ups became no mentor of their own.
SELECT reason, count(*) AS number
  FROM exclusions
 WHERE year = :year
 GROUP BY reason
 ORDER BY number DESC, reason
