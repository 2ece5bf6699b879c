-- name: lock
-- One ETL of a season at a time, whether a run or a decision asks for it; until the transaction ends.
SELECT pg_advisory_xact_lock(hashtext('mentor_sync.etl'), :year)
