-- name: last_reads
-- When each stream was last read; contacts belong to no season.
SELECT stream, last_read_at
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
-- Sign-ups there are, and those among them that no run has worked in yet.
SELECT count(*) AS total,
       count(*) FILTER (WHERE m.mn_id IS NULL AND e.submission_id IS NULL) AS waiting
  FROM raw_mn_signups AS s
  LEFT JOIN mentors AS m
    ON m.year = s.year AND m.signup_submission_id = s.submission_id AND m.withdrawn_at IS NULL
  LEFT JOIN exclusions AS e
    ON e.year = s.year AND e.submission_id = s.submission_id
 WHERE s.year = :year AND s.deleted_at IS NULL

-- name: exclusions
-- Why sign-ups became no mentor of their own.
SELECT reason, count(*) AS number
  FROM exclusions
 WHERE year = :year
 GROUP BY reason
 ORDER BY number DESC, reason
