-- A run joins only one that does at least as much: a dry run is no sync, and one part is not the whole.
-- What may not be joined waits for its turn; the season's advisory lock lets one work at a time.
DROP INDEX sync_log_one_per_season;
CREATE UNIQUE INDEX sync_log_one_of_a_kind ON sync_log (year, sync_type, dry_run)
    WHERE status IN ('queued', 'running') AND cancelled_by IS NULL;
COMMENT ON INDEX sync_log_one_of_a_kind IS
    'A second click asks for the same run. A run that was told to stop is joined by nobody.';
