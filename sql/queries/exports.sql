-- name: record
-- An import file was handed out.
INSERT INTO exports (year, created_by, file_name, sha256, row_count, filters, manifest, contacts_at)
VALUES (:year, :by, :file_name, :sha256, :row_count, CAST(:filters AS jsonb), CAST(:manifest AS jsonb), :contacts_at)
RETURNING export_id

-- name: as_new
-- Mentors handed out as new contacts since the contacts were last read.
SELECT DISTINCT m.mn_id
  FROM exports AS e
 CROSS JOIN jsonb_each(e.manifest) AS m (mn_id, contact_id)
 WHERE e.year = :year AND m.contact_id = 'null'
   AND NOT EXISTS (
           SELECT FROM sync_cursors AS c
            WHERE c.stream = 'contacts' AND c.last_read_at > e.created_at)
