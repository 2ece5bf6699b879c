-- name: cursor
-- Where the next read of a stream starts, and what its stored state depends on.
SELECT cursor, last_read_at, last_listed_at, read_from
  FROM sync_cursors
 WHERE stream = :stream AND year = :year

-- name: move_cursor
-- A read is complete; what was not told anew stays.
INSERT INTO sync_cursors AS c (stream, year, cursor, last_read_at, last_listed_at, read_from)
VALUES (:stream, :year, CAST(:cursor AS timestamptz), :now, CAST(:listed_at AS timestamptz), CAST(:read_from AS text))
    ON CONFLICT (stream, year)
    DO UPDATE SET cursor = excluded.cursor,
                  last_read_at = excluded.last_read_at,
                  last_listed_at = coalesce(excluded.last_listed_at, c.last_listed_at),
                  read_from = coalesce(excluded.read_from, c.read_from)

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
