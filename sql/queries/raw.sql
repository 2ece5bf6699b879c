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
-- These contacts, as far as they are present.
SELECT contact_id, external_id, prefix, first_name, preferred_name, middle_name, last_name, primary_email, primary_phone,
       emails, phones, tags, gender, birthday, has_address, email_subscribed, phone_subscribed, address_subscribed,
       total_contributions, household, created_at, modified_at, archived_at
  FROM raw_gb_full_contacts
 WHERE contact_id = ANY(CAST(:contact_ids AS bigint[])) AND deleted_at IS NULL AND archived_at IS NULL
 ORDER BY contact_id

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
