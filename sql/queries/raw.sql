-- name: cursor
-- Where the next read of a stream starts, and what its stored state depends on.
SELECT cursor, last_read_at, last_listed_at, read_from,
       CASE WHEN is_complete THEN coalesce(known_at, last_read_at) ELSE known_at END AS known_at, is_complete
  FROM sync_cursors
 WHERE stream = :stream AND year = :year

-- name: move_cursor
-- A read ended; what was not told anew stays. A read that missed something does not make what we know younger.
INSERT INTO sync_cursors AS c (stream, year, cursor, last_read_at, last_listed_at, read_from, known_at, is_complete)
VALUES (:stream, :year, CAST(:cursor AS timestamptz), :now, CAST(:listed_at AS timestamptz), CAST(:read_from AS text),
        CASE WHEN CAST(:is_complete AS boolean) THEN coalesce(CAST(:known_at AS timestamptz), :now) END,
        CAST(:is_complete AS boolean))
    ON CONFLICT (stream, year)
    DO UPDATE SET cursor = excluded.cursor,
                  last_read_at = excluded.last_read_at,
                  last_listed_at = coalesce(excluded.last_listed_at, c.last_listed_at),
                  read_from = coalesce(excluded.read_from, c.read_from),
                  known_at = coalesce(excluded.known_at, c.known_at),
                  is_complete = excluded.is_complete

-- name: lock_contacts
-- Wait until nobody else writes contacts; held until the transaction ends.
SELECT pg_advisory_xact_lock(hashtext('mentor_sync.contacts'), 0)

-- name: try_lock_contacts
-- The same without waiting.
SELECT pg_try_advisory_xact_lock(hashtext('mentor_sync.contacts'), 0)

-- name: contacts
-- These contacts, as far as they are present or may come back (archived_at is set then). What we did ourselves is no
-- modification, and an External ID that is being given back counts as given.
SELECT c.contact_id, coalesce(g.external_id, c.external_id) AS external_id, c.prefix, c.first_name, c.preferred_name,
       c.middle_name, c.last_name, c.primary_email, c.primary_phone, c.emails, c.phones, c.tags, c.gender, c.birthday,
       c.has_address, c.email_subscribed, c.phone_subscribed, c.address_subscribed, c.total_contributions,
       coalesce(h.household, c.household) AS household,
       c.created_at,
       CASE WHEN c.modified_at <= o.acted_at THEN o.modified_before ELSE c.modified_at END AS modified_at,
       coalesce(c.archived_at, c.deleted_at) AS archived_at
  FROM raw_gb_full_contacts AS c
  LEFT JOIN own_acts AS o ON o.contact_id = c.contact_id
  LEFT JOIN household_members AS h ON h.contact_id = c.contact_id
  LEFT JOIN (SELECT DISTINCT contact_id
               FROM contacts_returning) AS r ON r.contact_id = c.contact_id
  LEFT JOIN (SELECT contact_id, max(mn_id) AS external_id
               FROM deliveries
              WHERE kind = 'give_external_id' AND status IN ('queued', 'in_flight')
              GROUP BY contact_id) AS g ON g.contact_id = c.contact_id
 WHERE c.contact_id = ANY(CAST(:contact_ids AS bigint[]))
   AND (c.deleted_at IS NULL AND c.archived_at IS NULL OR r.contact_id IS NOT NULL)
 ORDER BY c.contact_id

-- name: add_upload
-- A contacts export was applied.
INSERT INTO contact_uploads (uploaded_at, uploaded_by, file_name, headings, row_count, inserted, updated, removed)
VALUES (:now, :by, :file_name, CAST(:headings AS text[]), :row_count, :inserted, :updated, :removed)
RETURNING upload_id

-- name: tags_with_comma
-- Tags that a file cannot tell from two others.
SELECT DISTINCT tag
  FROM raw_gb_full_contacts AS c
 CROSS JOIN unnest(c.tags) AS tag
 WHERE tag LIKE '%,%'
