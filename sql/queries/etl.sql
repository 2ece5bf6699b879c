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

-- name: sent_for
-- The seasons in which something was sent that no ETL has looked at, and nothing more is to be sent just now.
SELECT DISTINCT n.year
  FROM undecided_news AS n
 WHERE n.what = 'deliveries'
   AND NOT EXISTS (SELECT FROM deliveries AS d
                    WHERE d.year = n.year
                      AND (d.status = 'in_flight'
                           OR d.status = 'queued' AND (d.not_before IS NULL OR d.not_before <= clock_timestamp())))
 ORDER BY n.year

-- name: leave_sent
-- What was sent for a season that cannot be decided about waits, as all other news, for whoever acts next.
UPDATE undecided_news
   SET what = 'raw_gb_full_contacts'
 WHERE year = :year AND what = 'deliveries'
