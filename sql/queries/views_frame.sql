-- name: time_zone
-- In which time zone a season's times are shown.
SELECT config_value
  FROM sync_configs
 WHERE year = :year AND config_key = 'time_zone'

-- name: data_version
-- Changes whenever anything a page of this season shows has changed. What may also change by being taken away
-- (an answer that is undone, a hold, an exclusion) is counted or hashed: its newest moment would not tell.
SELECT concat_ws('.',
           (SELECT max(change_id) FROM mn_changes),
           (SELECT concat_ws('/', max(run_id), max(completed_at), count(*) FILTER (WHERE status = 'running'))
              FROM sync_log WHERE year = :year),
           (SELECT max(last_read_at) FROM sync_cursors WHERE year IN (0, :year)),
           (SELECT max(upload_id) FROM contact_uploads),
           (SELECT max(updated_at) FROM sync_configs WHERE year = :year),
           (SELECT max(export_id) FROM exports),
           (SELECT concat_ws('/', max(conflict_id), max(resolved_at), sum(version),
                       count(*) FILTER (WHERE status = 'pending'), count(*) FILTER (WHERE status = 'skipped'))
              FROM sync_conflicts WHERE year = :year),
           (SELECT concat_ws('/', max(decision_id), max(undone_at), count(*) FILTER (WHERE undone_at IS NULL))
              FROM decisions WHERE year = :year),
           (SELECT md5(string_agg(mn_id || reason, ',' ORDER BY mn_id)) FROM holds WHERE year = :year),
           (SELECT md5(string_agg(submission_id || reason, ',' ORDER BY submission_id))
              FROM exclusions WHERE year = :year),
           (SELECT concat_ws('/', max(issue_id), max(resolved_at), count(*) FILTER (WHERE NOT resolved))
              FROM sync_errors WHERE year = :year),
           (SELECT md5(string_agg(archival_id || status, ',' ORDER BY archival_id)) FROM archivals WHERE year = :year),
           (SELECT md5(string_agg(retirement_id || status, ',' ORDER BY retirement_id))
              FROM retirements WHERE year = :year),
           (SELECT concat_ws('/', max(delivery_id), max(sent_at), count(*) FILTER (WHERE status = 'queued'))
              FROM deliveries WHERE year = :year))

-- name: work_version
-- Changes whenever a run, a worker, or what is sent to Givebutter for this season has moved on.
SELECT concat_ws('.',
           (SELECT run_id || status FROM sync_log WHERE year = :year ORDER BY run_id DESC LIMIT 1),
           (SELECT max(last_heartbeat) > now() - interval '30 seconds' FROM procrastinate_workers),
           (SELECT string_agg(status || number, ',' ORDER BY status)
              FROM (SELECT status, count(*) AS number FROM archivals WHERE year = :year GROUP BY status) AS counted))
