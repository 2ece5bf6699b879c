-- name: propose
-- Today's External IDs of former seasons; former proposals that no longer hold become obsolete.
-- One that was sent and is there again is proposed again; what is on its way stays as it was approved.
WITH today AS (
    SELECT contact_id, external_id, mn_id, former_year, reason
      FROM jsonb_to_recordset(CAST(:rows AS jsonb))
           AS t (contact_id bigint, external_id text, mn_id text, former_year integer, reason text)
), gone AS (
    UPDATE retirements AS r
       SET status = 'obsolete'
     WHERE r.year = :year AND r.status = 'proposed'
       AND NOT EXISTS (SELECT FROM today AS t WHERE t.contact_id = r.contact_id AND t.external_id = r.external_id)
)
INSERT INTO retirements AS r (year, contact_id, external_id, mn_id, former_year, reason, run_id)
SELECT :year, contact_id, external_id, mn_id, former_year, reason, :run_id
  FROM today
    ON CONFLICT (year, contact_id, external_id)
    DO UPDATE SET mn_id = excluded.mn_id, former_year = excluded.former_year, reason = excluded.reason,
                  status = CASE WHEN (SELECT d.status FROM deliveries AS d
                                       WHERE d.retirement_id = r.retirement_id AND r.status = 'approved'
                                       ORDER BY d.delivery_id DESC LIMIT 1) IN ('queued', 'in_flight', 'refused', 'failed')
                                THEN 'approved' ELSE 'proposed' END

-- name: withdraw_outdated
-- What was approved but is for certain another season's no more is not sent: the contact is somebody's of this season now.
WITH today AS (
    SELECT contact_id, external_id
      FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS t (contact_id bigint, external_id text)
), outdated AS (
    SELECT d.delivery_id, r.retirement_id
      FROM retirements AS r
      JOIN deliveries AS d
        ON d.retirement_id = r.retirement_id AND d.kind = 'take_external_id' AND d.status = 'queued'
     WHERE r.year = :year AND r.status = 'approved'
       AND NOT EXISTS (SELECT FROM today AS t WHERE t.contact_id = r.contact_id AND t.external_id = r.external_id)
       FOR UPDATE OF d
), settled AS (
    UPDATE retirements AS r
       SET status = 'obsolete'
      FROM outdated AS o
     WHERE r.retirement_id = o.retirement_id
)
UPDATE deliveries AS d
   SET status = 'withdrawn', error = 'The External ID is no former season''s any more.', ended_at = clock_timestamp()
  FROM outdated AS o
 WHERE d.delivery_id = o.delivery_id

-- name: approve
-- Have proposed ones, and those that Givebutter refused before, taken away; only from a contact that still has the id.
WITH approved AS (
    UPDATE retirements AS r
       SET status = 'approved', approved_by = :by, approved_at = clock_timestamp()
      FROM raw_gb_full_contacts AS c
     WHERE r.year = :year AND r.retirement_id = ANY(CAST(:retirement_ids AS bigint[]))
       AND c.contact_id = r.contact_id AND c.external_id = r.external_id
       AND c.deleted_at IS NULL AND c.archived_at IS NULL
       AND (r.status = 'proposed'
            OR (r.status = 'approved' AND (SELECT d.status NOT IN ('queued', 'in_flight') FROM deliveries AS d
                                            WHERE d.retirement_id = r.retirement_id
                                            ORDER BY d.delivery_id DESC LIMIT 1)))
    RETURNING r.retirement_id, r.contact_id, r.external_id, c.first_name, c.last_name, c.emails, c.phones
)
INSERT INTO deliveries (year, kind, contact_id, mn_id, retirement_id, premise, requested_by)
SELECT :year, 'take_external_id', contact_id, external_id, retirement_id,
       jsonb_build_object('external_id', external_id,
                          'facts', jsonb_build_object('first_name', first_name, 'last_name', last_name,
                                                      'emails', to_jsonb(emails), 'phones', to_jsonb(phones))), :by
  FROM approved
RETURNING contact_id

-- name: hold_contacts
-- Nobody else writes these contacts until the transaction ends; whoever notes how a sending ended is waited for, or waits.
-- Rows are locked in the order of that note: contacts, then what was approved, then deliveries.
SELECT contact_id
  FROM raw_gb_full_contacts
 WHERE contact_id IN (SELECT contact_id FROM retirements
                       WHERE year = :year AND retirement_id = ANY(CAST(:retirement_ids AS bigint[])))
 ORDER BY contact_id
   FOR NO KEY UPDATE

-- name: hold_queued
-- What waits to be sent is not claimed until the transaction ends; what was claimed just now is in flight.
SELECT delivery_id
  FROM deliveries
 WHERE retirement_id = ANY(CAST(:retirement_ids AS bigint[])) AND status = 'queued'
 ORDER BY delivery_id
   FOR UPDATE

-- name: give_back
-- What was not sent is not sent; what was sent is given back, unless the contact has another id by now or another
-- contact has this one. What is being sent at this moment is left alone.
WITH latest AS (
    SELECT DISTINCT ON (d.retirement_id) d.delivery_id, d.retirement_id, d.contact_id, d.mn_id, d.status
      FROM deliveries AS d
      JOIN retirements AS r USING (retirement_id)
     WHERE r.year = :year AND r.status = 'approved' AND d.retirement_id = ANY(CAST(:retirement_ids AS bigint[]))
     ORDER BY d.retirement_id, d.delivery_id DESC
), former AS (
    SELECT l.delivery_id, l.retirement_id, l.contact_id, l.mn_id, l.status
      FROM latest AS l
      LEFT JOIN raw_gb_full_contacts AS c
        ON c.contact_id = l.contact_id AND c.deleted_at IS NULL AND c.archived_at IS NULL
     WHERE l.status NOT IN ('sent', 'in_flight')
        OR (l.status = 'sent' AND c.contact_id IS NOT NULL AND c.external_id IS NULL
            AND NOT EXISTS (SELECT FROM contact_keys AS k WHERE k.kind = 'external_id' AND k.value = upper(l.mn_id)))
), cancelled AS (
    UPDATE deliveries
       SET status = 'cancelled'
     WHERE delivery_id IN (SELECT delivery_id FROM former) AND status = 'queued'
), undone AS (
    UPDATE retirements
       SET status = 'proposed', approved_by = NULL, approved_at = NULL
     WHERE retirement_id IN (SELECT retirement_id FROM former)
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
), given AS (
    INSERT INTO deliveries (year, kind, contact_id, mn_id, retirement_id, requested_by)
    SELECT :year, 'give_external_id', contact_id, mn_id, retirement_id, :by
      FROM former
     WHERE status = 'sent'
)
SELECT contact_id
  FROM former
 ORDER BY contact_id

-- name: load
-- The External IDs of former seasons on contacts, with how far each is on its way to Givebutter.
SELECT r.retirement_id, r.contact_id, r.external_id, r.mn_id, r.former_year, r.reason, r.approved_by, r.approved_at,
       CASE WHEN r.status = 'approved' THEN coalesce(d.status, 'queued') ELSE r.status END AS status, d.error
  FROM retirements AS r
  LEFT JOIN LATERAL (SELECT status, error FROM deliveries
                      WHERE retirement_id = r.retirement_id
                      ORDER BY delivery_id DESC LIMIT 1) AS d ON true
 WHERE r.year = :year AND r.status <> 'obsolete'
 ORDER BY r.former_year, r.external_id, r.contact_id

-- name: open
-- The External IDs of former seasons that still stand on contacts, by contact.
SELECT r.contact_id, r.external_id
  FROM retirements AS r
  JOIN raw_gb_full_contacts AS c
    ON c.contact_id = r.contact_id AND c.external_id = r.external_id
 WHERE r.year = :year AND r.status <> 'obsolete'
