-- name: withdraw_releases
-- What was to be taken from a contact as a decision wanted it, and does not follow from it any more, is not sent.
UPDATE deliveries AS d
   SET status = 'withdrawn', error = 'It is not wanted any more.', premise = d.premise - 'facts',
       ended_at = clock_timestamp()
 WHERE d.year = :year AND d.kind = 'take_external_id' AND d.status = 'queued' AND d.decision_id IS NOT NULL
   AND NOT EXISTS (SELECT
                     FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS t (contact_id bigint, decision_id bigint)
                    WHERE t.contact_id = d.contact_id AND t.decision_id = d.decision_id)

-- name: release
-- Have External IDs taken from contacts, each from whoever the contact is now. One that was refused or withdrawn is tried
-- again only when the contact is another than it was then, as far as we know: else it would end the same way, for ever.
WITH wanted AS (
    SELECT t.contact_id, t.mn_id, d.decision_id, d.decided_by, c.modified_at,
           jsonb_build_object('first_name', c.first_name, 'last_name', c.last_name,
                              'emails', to_jsonb(c.emails), 'phones', to_jsonb(c.phones)) AS facts
      FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS t (contact_id bigint, mn_id text, decision_id bigint)
      JOIN decisions AS d
        ON d.decision_id = t.decision_id
      JOIN raw_gb_full_contacts AS c
        ON c.contact_id = t.contact_id
)
INSERT INTO deliveries (year, kind, contact_id, mn_id, decision_id, premise, requested_by)
SELECT :year, 'take_external_id', w.contact_id, w.mn_id, w.decision_id,
       jsonb_build_object('external_id', w.mn_id, 'facts', w.facts), w.decided_by
  FROM wanted AS w
 WHERE NOT EXISTS (SELECT FROM deliveries AS x
                    WHERE x.decision_id = w.decision_id AND x.contact_id = w.contact_id AND x.kind = 'take_external_id'
                      AND (x.status IN ('queued', 'in_flight')
                           OR x.status IN ('refused', 'withdrawn') AND x.premise -> 'facts' = w.facts
                              AND (w.modified_at > coalesce(CAST(x.premise ->> 'seen' AS timestamptz), x.ended_at))
                                  IS NOT TRUE
                           OR x.status = 'failed' AND x.ended_at > now() - interval '1 hour'))

-- name: unrelease
-- Decisions were taken back: what waits is not sent, what was sent or is being sent is given back.
WITH former AS (
    SELECT delivery_id, contact_id, mn_id, decision_id, status
      FROM deliveries
     WHERE year = :year AND kind = 'take_external_id' AND status IN ('queued', 'in_flight', 'sent')
       AND decision_id = ANY(CAST(:decision_ids AS bigint[]))
       FOR UPDATE
), cancelled AS (
    UPDATE deliveries
       SET status = 'cancelled', ended_at = clock_timestamp()
     WHERE delivery_id IN (SELECT delivery_id FROM former WHERE status = 'queued')
)
INSERT INTO deliveries (year, kind, contact_id, mn_id, decision_id, requested_by)
SELECT :year, 'give_external_id', contact_id, mn_id, decision_id, :by
  FROM former
 WHERE status IN ('in_flight', 'sent')

-- name: are_queued
-- Whether anything waits to be sent.
SELECT EXISTS (SELECT FROM deliveries WHERE status = 'queued')

-- name: sign_on
-- Prove this session alive as a sender: its number is free again when the session ends, however it ends.
SELECT pg_advisory_lock(hashtext('mentor_sync.outbox'), pg_backend_pid()), pg_backend_pid() AS sender

-- name: sign_off
-- This session sends no more.
SELECT pg_advisory_unlock(hashtext('mentor_sync.outbox'), pg_backend_pid())

-- name: reclaim
-- What a dead sender had in flight waits again: nobody holds its lock, or its number is ours now.
UPDATE deliveries AS d
   SET status = 'queued', claimed_by = NULL, claimed_at = NULL
 WHERE d.status = 'in_flight'
   AND (d.claimed_by = CAST(:sender AS integer)
        OR NOT EXISTS (SELECT FROM pg_locks AS l
                        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
                          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                          AND CAST(l.classid AS bigint) = CAST(hashtext('mentor_sync.outbox') AS bigint) & 4294967295
                          AND CAST(l.objid AS bigint) = d.claimed_by))
RETURNING d.delivery_id

-- name: is_waiting
-- Whether something could be sent now: due, or left in flight by a sender that may be dead.
SELECT EXISTS (SELECT
                 FROM deliveries
                WHERE status = 'queued' AND (not_before IS NULL OR not_before <= clock_timestamp()))

-- name: claim
-- The oldest delivery that is due, of a contact of which nothing older waits or is in flight.
UPDATE deliveries
   SET status = 'in_flight', claimed_by = :sender, claimed_at = clock_timestamp()
 WHERE delivery_id = (
           SELECT d.delivery_id
             FROM deliveries AS d
            WHERE d.status = 'queued' AND (d.not_before IS NULL OR d.not_before <= clock_timestamp())
              AND d.contact_id <> ALL(CAST(:but AS bigint[]))
              AND NOT EXISTS (SELECT FROM deliveries AS older
                               WHERE older.contact_id = d.contact_id AND older.delivery_id < d.delivery_id
                                 AND older.status IN ('queued', 'in_flight'))
            ORDER BY d.delivery_id
            LIMIT 1
              FOR UPDATE SKIP LOCKED)
   AND status = 'queued'
RETURNING delivery_id, kind, contact_id, mn_id, attempts, year, archival_id, decision_id, premise

-- name: ended
-- A delivery is done, or will not be.
UPDATE deliveries
   SET status = :status, error = :error, premise = premise || CAST(:seen AS jsonb), ended_at = clock_timestamp(),
       claimed_by = NULL, claimed_at = NULL,
       sent_at = CASE WHEN :status = 'sent' THEN clock_timestamp() ELSE sent_at END
 WHERE delivery_id = :delivery_id

-- name: put_back
-- A try in vain. It counts only when Givebutter took another one since the last: an outage is nobody's fault.
WITH tried AS (
    SELECT d.delivery_id,
           d.attempts + CAST(EXISTS (SELECT FROM deliveries AS o
                                      WHERE o.status = 'sent' AND o.sent_at > d.tried_at) AS integer) AS attempts
      FROM deliveries AS d
     WHERE d.delivery_id = :delivery_id
)
UPDATE deliveries AS d
   SET status = CASE WHEN t.attempts < :most THEN 'queued' ELSE 'failed' END,
       ended_at = CASE WHEN t.attempts < :most THEN NULL ELSE clock_timestamp() END,
       not_before = CASE WHEN t.attempts > d.attempts
                         THEN clock_timestamp() + least(30 * 2 ^ t.attempts, 3600) * interval '1 second' END,
       attempts = t.attempts, error = :error, tried_at = clock_timestamp(), claimed_by = NULL, claimed_at = NULL
  FROM tried AS t
 WHERE d.delivery_id = t.delivery_id
RETURNING d.status

-- name: archived
-- Know an archived contact as archived at once.
WITH contact AS (
    UPDATE raw_gb_full_contacts
       SET archived_at = now()
     WHERE contact_id = :contact_id AND archived_at IS NULL
)
DELETE FROM contact_keys
 WHERE contact_id = :contact_id

-- name: present
-- Know a restored contact as present at once, with the keys it is found by.
WITH back AS (
    UPDATE raw_gb_full_contacts
       SET archived_at = NULL, deleted_at = NULL
     WHERE contact_id = :contact_id
    RETURNING contact_id, external_id, emails, phones
)
INSERT INTO contact_keys (kind, value, contact_id)
SELECT 'external_id', left(upper(external_id), 255), contact_id
  FROM back
 WHERE external_id IS NOT NULL
 UNION
SELECT 'email', value, contact_id
  FROM back, unnest(emails) AS value
 UNION
SELECT 'phone', value, contact_id
  FROM back, unnest(phones) AS value
    ON CONFLICT DO NOTHING

-- name: forget_id
-- A contact is no longer found by the External ID it had.
DELETE FROM contact_keys
 WHERE contact_id = :contact_id AND kind = 'external_id'

-- name: carries
-- Know at once which External ID a contact carries in Givebutter.
WITH contact AS (
    UPDATE raw_gb_full_contacts
       SET external_id = :external_id
     WHERE contact_id = :contact_id
    RETURNING contact_id, external_id, archived_at, deleted_at
)
INSERT INTO contact_keys (kind, value, contact_id)
SELECT 'external_id', left(upper(external_id), 255), contact_id
  FROM contact
 WHERE external_id IS NOT NULL AND archived_at IS NULL AND deleted_at IS NULL
    ON CONFLICT DO NOTHING

-- name: own_act
-- What Givebutter calls modified was our own doing: remember when somebody else last modified the contact.
INSERT INTO own_acts AS o (contact_id, acted_at, modified_before)
SELECT contact_id, :acted_at, modified_at
  FROM raw_gb_full_contacts
 WHERE contact_id = :contact_id
    ON CONFLICT (contact_id)
    DO UPDATE SET acted_at = excluded.acted_at,
                  modified_before = CASE WHEN excluded.modified_before > o.acted_at THEN excluded.modified_before
                                         ELSE o.modified_before END

-- name: troubles
-- What ended otherwise than wanted and nobody settled since; what was withdrawn is said for a week.
SELECT d.delivery_id, d.year, d.kind, d.contact_id, d.mn_id, d.status, d.error
  FROM deliveries AS d
  LEFT JOIN archivals AS a ON a.archival_id = d.archival_id
  LEFT JOIN decisions AS c ON c.decision_id = d.decision_id
 WHERE d.year = :year AND d.status IN ('withdrawn', 'refused', 'failed')
   AND (d.status <> 'withdrawn' OR d.ended_at > now() - interval '7 days')
   AND NOT EXISTS (SELECT FROM deliveries AS x
                    WHERE x.contact_id = d.contact_id AND x.delivery_id > d.delivery_id AND x.status <> 'cancelled')
   AND (d.kind <> 'archive' OR a.status IN ('proposed', 'obsolete'))
   AND (d.kind <> 'take_external_id' OR c.decision_id IS NULL OR c.undone_at IS NULL)
 ORDER BY d.delivery_id

-- name: last
-- Where the deliveries end just now.
SELECT coalesce(max(delivery_id), 0)
  FROM deliveries

-- name: since
-- What was queued after that, in this transaction.
SELECT delivery_id, kind, contact_id, mn_id, attempts
  FROM deliveries
 WHERE delivery_id > :after AND status = 'queued'
 ORDER BY delivery_id
