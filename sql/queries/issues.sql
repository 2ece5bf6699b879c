-- name: replace
-- Make these the open issues of a step: what is new is added, what says something else now is corrected and counted, and
-- what was not found again is settled. What stays as it is is not touched. Rows are compared as text, in which NULL is a
-- value like any other, so that they can be hashed: pair by pair, 8,000 issues would take minutes. Cells that cannot be
-- read are always told completely, whichever records were read.
WITH found AS MATERIALIZED (
    SELECT error_type, error_message, severity, mn_id, source_table, record_id, raw_data,
           CAST(ROW(error_type, mn_id, source_table, record_id) AS text) AS identity
      FROM jsonb_to_recordset(CAST(:rows AS jsonb))
           AS t (error_type text, error_message text, severity text, mn_id text, source_table text, record_id text,
                 raw_data jsonb)
), open AS MATERIALIZED (
    SELECT issue_id, error_type, error_message, severity, record_id, raw_data,
           CAST(ROW(error_type, mn_id, source_table, record_id) AS text) AS identity
      FROM sync_errors
     WHERE year = :year AND step = :step AND NOT resolved
), settled AS (
    UPDATE sync_errors AS e
       SET resolved = true, resolved_at = now()
      FROM open AS o
     WHERE e.issue_id = o.issue_id
       AND (:all_records OR o.record_id IS NULL OR o.error_type = 'unreadable_value')
       AND NOT EXISTS (SELECT FROM found AS f WHERE f.identity = o.identity)
)
INSERT INTO sync_errors AS e (year, step, error_type, error_message, severity, mn_id, source_table, record_id, raw_data, run_id)
SELECT :year, :step, f.error_type, f.error_message, f.severity, f.mn_id, f.source_table, f.record_id, f.raw_data, :run_id
  FROM found AS f
 WHERE NOT EXISTS (SELECT FROM open AS o
                    WHERE o.identity = f.identity
                      AND (o.error_message, o.severity, o.raw_data)
                          IS NOT DISTINCT FROM (f.error_message, f.severity, f.raw_data))
    ON CONFLICT (year, step, error_type, mn_id, source_table, record_id) WHERE NOT resolved
    DO UPDATE SET error_message = excluded.error_message, severity = excluded.severity,
                  raw_data = excluded.raw_data, retry_count = e.retry_count + 1

-- name: counts
-- How many issues of a season are open, and how many of them this run found first.
SELECT count(*) FILTER (WHERE NOT resolved) AS open, count(*) FILTER (WHERE run_id = :run_id) AS new
  FROM sync_errors
 WHERE year = :year
