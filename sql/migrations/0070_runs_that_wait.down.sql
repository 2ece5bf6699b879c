-- One run per season again; of several that wait or run, the oldest stays.
UPDATE sync_log AS later
   SET status = 'cancelled', completed_at = now()
 WHERE status IN ('queued', 'running')
   AND EXISTS (SELECT FROM sync_log AS older
                WHERE older.year = later.year AND older.run_id < later.run_id AND older.status IN ('queued', 'running'));
DROP INDEX sync_log_one_of_a_kind;
CREATE UNIQUE INDEX sync_log_one_per_season ON sync_log (year) WHERE status IN ('queued', 'running');
