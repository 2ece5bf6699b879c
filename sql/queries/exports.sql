-- name: record
-- An import file was handed out.
INSERT INTO exports (year, created_by, file_name, sha256, row_count, filters, manifest, contacts_at)
VALUES (:year, :by, :file_name, :sha256, :row_count, CAST(:filters AS jsonb), CAST(:manifest AS jsonb), :contacts_at)
RETURNING export_id
