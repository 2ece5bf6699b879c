-- name: forget
-- All are about to be told anew.
DELETE FROM household_members

-- name: add
-- Contacts and the household each is in.
INSERT INTO household_members (contact_id, household)
SELECT m.contact_id, m.household
  FROM unnest(CAST(:contact_ids AS bigint[]), CAST(:households AS text[])) AS m (contact_id, household)

-- name: note
-- Whether the households were told, and when.
INSERT INTO sync_cursors AS c (stream, year, last_read_at, known_at, is_complete)
VALUES ('households', 0, :now, CASE WHEN CAST(:is_complete AS boolean) THEN CAST(:now AS timestamptz) END, :is_complete)
    ON CONFLICT (stream, year)
    DO UPDATE SET last_read_at = excluded.last_read_at, known_at = coalesce(excluded.known_at, c.known_at),
                  is_complete = excluded.is_complete

-- name: are_known
-- Whether anybody ever told the households: Givebutter's own list, or an uploaded contacts export.
SELECT EXISTS (SELECT FROM sync_cursors WHERE stream = 'households' AND is_complete)
       OR EXISTS (SELECT FROM contact_uploads)
