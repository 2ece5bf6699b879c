-- name: queue
-- Have something done in Givebutter, if what it rests on still holds when it is sent.
INSERT INTO deliveries (year, kind, contact_id, mn_id, premise, requested_by)
VALUES (:year, :kind, :contact_id, :mn_id, CAST(:premise AS jsonb), :by)

-- name: release
-- Have an External ID taken from a contact, once for each decision.
INSERT INTO deliveries (year, kind, contact_id, mn_id, decision_id, premise, requested_by)
SELECT :year, 'take_external_id', :contact_id, :mn_id, d.decision_id,
       jsonb_build_object('external_id', CAST(:mn_id AS text)), d.decided_by
  FROM decisions AS d
 WHERE d.decision_id = :decision_id
   AND NOT EXISTS (SELECT FROM deliveries AS x
                    WHERE x.decision_id = d.decision_id AND x.kind = 'take_external_id'
                      AND x.status IN ('queued', 'in_flight', 'sent'))

-- name: unrelease
-- Decisions were taken back: what was not sent is not sent, what was sent is given back.
WITH former AS (
    SELECT delivery_id, contact_id, mn_id, decision_id, status
      FROM deliveries
     WHERE year = :year AND kind = 'take_external_id' AND status IN ('queued', 'failed', 'sent')
       AND decision_id = ANY(CAST(:decision_ids AS bigint[]))
       FOR UPDATE
), cancelled AS (
    UPDATE deliveries
       SET status = 'cancelled'
     WHERE delivery_id IN (SELECT delivery_id FROM former)
), here AS (
    UPDATE raw_gb_full_contacts AS c
       SET external_id = f.mn_id
      FROM former AS f
     WHERE f.status = 'sent' AND c.contact_id = f.contact_id
), keys AS (
    INSERT INTO contact_keys (kind, value, contact_id)
    SELECT 'external_id', upper(mn_id), contact_id
      FROM former
     WHERE status = 'sent'
        ON CONFLICT DO NOTHING
)
INSERT INTO deliveries (year, kind, contact_id, mn_id, decision_id, requested_by)
SELECT :year, 'give_external_id', contact_id, mn_id, decision_id, :by
  FROM former
 WHERE status = 'sent'

-- name: are_queued
-- Whether anything waits to be sent.
SELECT EXISTS (SELECT FROM deliveries WHERE status = 'queued')

-- name: claim
-- The oldest delivery that waits, held by this transaction so that no other worker sends it, too.
SELECT delivery_id, kind, contact_id, mn_id, attempts
  FROM deliveries
 WHERE status = 'queued'
 ORDER BY delivery_id
 LIMIT 1
   FOR UPDATE SKIP LOCKED

-- name: sent
-- A delivery is done.
UPDATE deliveries
   SET status = 'sent', attempts = attempts + 1, error = NULL, sent_at = clock_timestamp()
 WHERE delivery_id = :delivery_id

-- name: failed
-- A delivery did not work: it stays queued for another try, or is given up.
UPDATE deliveries
   SET status = :status, attempts = attempts + 1, error = :error
 WHERE delivery_id = :delivery_id

-- name: archived
-- Know an archived contact as archived at once.
WITH contact AS (
    UPDATE raw_gb_full_contacts
       SET archived_at = now()
     WHERE contact_id = :contact_id AND archived_at IS NULL
), keys AS (
    DELETE FROM contact_keys
     WHERE contact_id = :contact_id
)
UPDATE archivals
   SET status = 'archived'
 WHERE contact_id = :contact_id AND status = 'approved'

-- name: present
-- Know restored contacts as present at once, with the keys they are found by.
WITH back AS (
    UPDATE raw_gb_full_contacts
       SET archived_at = NULL, deleted_at = NULL
     WHERE contact_id = ANY(CAST(:contact_ids AS bigint[]))
    RETURNING contact_id, external_id, emails, phones
)
INSERT INTO contact_keys (kind, value, contact_id)
SELECT 'external_id', upper(external_id), contact_id
  FROM back
 WHERE external_id IS NOT NULL
 UNION
SELECT 'email', value, contact_id
  FROM back, unnest(emails) AS value
 UNION
SELECT 'phone', value, contact_id
  FROM back, unnest(phones) AS value
    ON CONFLICT DO NOTHING

-- name: freed
-- Know a contact without its External ID at once.
WITH contact AS (
    UPDATE raw_gb_full_contacts
       SET external_id = NULL
     WHERE contact_id = :contact_id AND upper(external_id) = upper(:mn_id)
)
DELETE FROM contact_keys
 WHERE contact_id = :contact_id AND kind = 'external_id' AND value = upper(:mn_id)

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
