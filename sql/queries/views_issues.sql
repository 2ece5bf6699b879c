-- name: kinds
-- How many issues of each kind are open, the gravest kind first.
SELECT error_type, count(*) AS number
  FROM sync_errors
 WHERE year = :year AND NOT resolved
 GROUP BY error_type
 ORDER BY min(array_position(ARRAY['critical', 'error', 'warning', 'info'], severity)), number DESC, error_type

-- name: open
-- Open issues with the person they are about: the mentor, or whoever sent the sign-up.
SELECT i.error_type, i.severity, i.error_message, i.step, i.source_table, i.record_id, i.detected_at,
       coalesce(i.mn_id, s.mn_id) AS mn_id,
       coalesce(m.full_name, concat_ws(' ', s.first_name, s.last_name)) AS full_name
  FROM sync_errors AS i
  LEFT JOIN mentors AS m
    ON m.year = i.year AND m.mn_id = i.mn_id
  LEFT JOIN raw_mn_signups AS s
    ON s.year = i.year AND s.submission_id = i.record_id AND i.source_table = 'raw_mn_signups'
 WHERE i.year = :year AND NOT i.resolved AND (CAST(:kind AS text) IS NULL OR i.error_type = :kind)
 ORDER BY array_position(ARRAY['critical', 'error', 'warning', 'info'], i.severity), i.error_type, i.issue_id
 LIMIT :limit
