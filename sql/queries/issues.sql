-- name: add
-- Issues that are not open yet; an issue seen again is counted on its open row.
INSERT INTO sync_errors AS e (year, step, error_type, error_message, severity, mn_id, source_table, record_id, raw_data, run_id)
SELECT :year, :step, error_type, error_message, severity, mn_id, source_table, record_id, raw_data, :run_id
  FROM jsonb_to_recordset(CAST(:rows AS jsonb))
       AS t (error_type text, error_message text, severity text, mn_id text, source_table text, record_id text, raw_data jsonb)
    ON CONFLICT (year, step, error_type, mn_id, source_table, record_id) WHERE NOT resolved
    DO UPDATE SET error_message = excluded.error_message, severity = excluded.severity,
                  raw_data = excluded.raw_data, retry_count = e.retry_count + 1
 WHERE (e.error_message, e.severity, e.raw_data)
       IS DISTINCT FROM (excluded.error_message, excluded.severity, excluded.raw_data)

-- name: resolve
-- Open issues of a step that were not found again are settled. Rows are compared as text, in which NULL is
-- a value like any other, so that they can be hashed: pair by pair, 8,000 issues would take minutes.
UPDATE sync_errors AS e
   SET resolved = true, resolved_at = now()
 WHERE e.year = :year AND e.step = :step AND NOT e.resolved
   AND (:all_records OR e.record_id IS NULL)
   AND NOT EXISTS (
           SELECT FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                  AS t (error_type text, mn_id text, source_table text, record_id text)
            WHERE CAST(ROW(t.error_type, t.mn_id, t.source_table, t.record_id) AS text)
                  = CAST(ROW(e.error_type, e.mn_id, e.source_table, e.record_id) AS text))

-- name: counts
-- How many issues of a season are open, and how many of them this run found first.
SELECT count(*) FILTER (WHERE NOT resolved) AS open, count(*) FILTER (WHERE run_id = :run_id) AS new
  FROM sync_errors
 WHERE year = :year
