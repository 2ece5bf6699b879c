-- name: lock
-- One ETL of a season at a time, whether a run or a decision asks for it; until the transaction ends.
SELECT pg_advisory_xact_lock(hashtext('mentor_sync.etl'), :year)

-- name: begin
-- From here on a machine writes, in whosever name: staff entries are not its to write.
SELECT set_config('mentor_sync.etl', 'on', true)

-- name: end
-- From here on whoever was told writes by themselves again.
SELECT set_config('mentor_sync.etl', '', true)

-- name: take_news
-- What was read and set until now is looked at.
DELETE FROM undecided_news
 WHERE year = :year

-- name: has_news
-- Whether something was read, or a setting changed, that no ETL has looked at.
SELECT EXISTS (SELECT FROM undecided_news WHERE year = :year)
