-- name: time_zone
-- In which time zone a season's times are shown.
SELECT config_value
  FROM sync_configs
 WHERE year = :year AND config_key = 'time_zone'

-- name: data_version
-- Changes whenever anything a page of this season shows has changed; a few index look-ups.
SELECT concat_ws('.',
           (SELECT max(change_id) FROM mn_changes),
           (SELECT max(run_id) FROM sync_log WHERE year = :year),
           (SELECT max(completed_at) FROM sync_log WHERE year = :year),
           (SELECT max(last_read_at) FROM sync_cursors WHERE year IN (0, :year)),
           (SELECT max(updated_at) FROM sync_configs WHERE year = :year),
           (SELECT max(export_id) FROM exports),
           (SELECT max(resolved_at) FROM sync_conflicts WHERE year = :year))
