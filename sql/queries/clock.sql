-- name: lead
-- The lock of the one clock that ticks; held (and counted up) by its own session.
SELECT pg_try_advisory_lock(hashtext('mentor_sync.clock'), 0)
