-- name: names
-- Names of people who are held back, from their latest sign-up: they may be no mentors yet.
SELECT DISTINCT ON (mn_id) mn_id, first_name, last_name
  FROM raw_mn_signups
 WHERE year = :year AND mn_id = ANY(:mn_ids) AND deleted_at IS NULL
 ORDER BY mn_id, submitted_at DESC

-- name: past
-- Import files that were handed out, the newest first.
SELECT created_at, created_by, file_name, row_count, filters <> '{}' AS is_part
  FROM exports
 WHERE year = :year
 ORDER BY export_id DESC
 LIMIT :limit
